namespace HeadDesk.Store.Blobs;

/// <summary>What must reach the disk with the next flush. Not for two threads at once.</summary>
internal sealed class PendingSync(string folder) : IDisposable
{
    private readonly List<Segment> _segments = [];
    private readonly List<string> _files = [];
    private bool _folder;
    private bool _failed;

    public void FolderChanged() => _folder = true;

    /// <summary>A segment that was left for the next; closed once it is synced.</summary>
    public void AddSegment(Segment segment) => _segments.Add(segment);

    /// <summary>A file that was taken over.</summary>
    public void AddFile(string file)
    {
        _files.Add(file);
        _folder = true;
    }

    /// <summary>
    /// The batch could not be synced. After a failed sync the kernel forgets what it could not write (fsync(2)), so its segment is
    /// trusted no more: what was appended to it meanwhile fails with the next flush.
    /// </summary>
    /// <returns>true = the current segment must be left.</returns>
    public bool Fail(Batch batch, Segment? current)
    {
        if (batch.Current is { } failed && (_segments.Remove(failed) || failed == current))
        {
            _failed |= failed.Dirty;
            failed.Dispose();
        }

        return batch.Current is not null && batch.Current == current;
    }

    public Batch Take(Segment? current)
    {
        var batch = new Batch(folder, [.. _segments], current is { Dirty: true } ? current : null, [.. _files], _folder, _failed);
        _segments.Clear();
        _files.Clear();
        _folder = false;
        _failed = false;
        if (current is not null)
        {
            current.Dirty = false;
        }

        return batch;
    }

    public void Dispose() => _segments.ForEach(s => s.Dispose());

    /// <summary>The work of one flush, done outside the gate.</summary>
    internal sealed class Batch(string folder, List<Segment> left, Segment? current, List<string> files, bool syncFolder, bool failed)
        : IDisposable
    {
        public Segment? Current => current;

        public void Sync()
        {
            if (failed)
            {
                throw new IOException("an earlier sync failed");
            }

            foreach (var segment in left)
            {
                segment.Sync();
            }

            current?.Sync();
            foreach (var file in files)
            {
                using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
                RandomAccess.FlushToDisk(handle);
            }

            if (syncFolder)
            {
                DurableFolder.Sync(folder);
            }
        }

        public void Dispose() => left.ForEach(s => s.Dispose());
    }
}
