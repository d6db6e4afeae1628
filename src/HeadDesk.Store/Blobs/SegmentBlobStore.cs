namespace HeadDesk.Store.Blobs;

/// <summary>Originals in append-only segment files: one sync a batch instead of one a mail.</summary>
public sealed class SegmentBlobStore : IBlobStore
{
    private readonly SegmentFolder _folder;
    private readonly SegmentBlobStoreOptions _options;
    private readonly bool _canWrite;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _flushing = new(1, 1);

    // All under the gate.
    private readonly PendingSync _pending;
    private Segment? _current;
    private int _lastNumber;

    private SegmentBlobStore(SegmentFolder folder, SegmentBlobStoreOptions options, bool canWrite)
    {
        _folder = folder;
        _options = options;
        _canWrite = canWrite;
        _pending = new PendingSync(folder.Path);
    }

    /// <param name="directory">Stays the caller's; opened for reading, the originals can be read only.</param>
    /// <exception cref="StoreException">No right to the folder.</exception>
    public static SegmentBlobStore Open(DataDirectory directory, SegmentBlobStoreOptions options)
    {
        var store = new SegmentBlobStore(new SegmentFolder(directory.BlobFolder), options, directory.CanWrite);
        if (directory.CanWrite)
        {
            try
            {
                store.FindEnd();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw StoreException.CannotOpen(directory.BlobFolder, e.Message, e);
            }
        }

        return store;
    }

    public ValueTask<BlobAddress> AppendAsync(string sha256, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Write(() => Roomy().Append(sha256, content)));
    }

    public string CreateTemporaryFile() => Write(() =>
    {
        var file = _folder.NewTemporaryFile();
        File.OpenHandle(file, FileMode.CreateNew, FileAccess.Write).Dispose();
        return file;
    });

    public ValueTask<BlobAddress> AdoptAsync(string sha256, string temporaryFile, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Write(() =>
        {
            var length = new FileInfo(temporaryFile).Length;
            var number = _lastNumber + 1;
            var file = _folder.FileOf(number, SegmentFolder.Raw);
            File.Move(temporaryFile, file);
            _lastNumber = number;
            _pending.AddFile(file);
            return new BlobAddress(sha256, number, 0, length);
        }));
    }

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        // One at a time: whoever comes second must not return before the first has synced what both wait for.
        await _flushing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Syncing blocks for as long as the disk takes.
            await Task.Run(Flush, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _flushing.Release();
        }
    }

    public Stream Open(BlobAddress blob) => BlobStream.Open(_folder.FileOf(blob), blob);

    public async ValueTask DisposeAsync()
    {
        await _flushing.WaitAsync().ConfigureAwait(false);
        lock (_gate)
        {
            _current?.Dispose();
            _current = null;
            _pending.Dispose();
        }

        _flushing.Release();
    }

    private void FindEnd()
    {
        DurableFolder.Create(_folder.Path);
        _folder.DeleteTemporaryFiles();
        var segments = _folder.List();
        _lastNumber = segments.Count == 0 ? 0 : segments[^1].Number;
        var last = segments.LastOrDefault(s => s.Extension == SegmentFolder.Records);
        if (last.Number > 0)
        {
            _current = Segment.Continue(last.Number, _folder.FileOf(last.Number, SegmentFolder.Records), _options.SegmentSize);
        }
    }

    private Segment Roomy()
    {
        if (_current is null || _current.Length >= _options.SegmentSize)
        {
            var number = _lastNumber + 1;
            var next = Segment.Create(number, _folder.FileOf(number, SegmentFolder.Records));
            _lastNumber = number;
            _pending.FolderChanged();
            if (_current is not null)
            {
                _pending.AddSegment(_current);
            }

            _current = next;
        }

        return _current;
    }

    private T Write<T>(Func<T> write)
    {
        if (!_canWrite)
        {
            throw StoreException.CannotOpen(_folder.Path, "it is open for reading only");
        }

        lock (_gate)
        {
            try
            {
                return write();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw BlobFaults.From(e, _folder.Path);
            }
        }
    }

    private void Flush()
    {
        PendingSync.Batch batch;
        lock (_gate)
        {
            batch = _pending.Take(_current);
        }

        try
        {
            batch.Sync();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            lock (_gate)
            {
                if (_pending.Fail(batch, _current))
                {
                    _current = null;
                }
            }

            throw BlobFaults.From(e, _folder.Path);
        }
        finally
        {
            batch.Dispose();
        }
    }
}
