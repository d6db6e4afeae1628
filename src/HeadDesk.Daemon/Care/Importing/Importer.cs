using HeadDesk.Daemon.Intake;
using HeadDesk.Daemon.Running;

namespace HeadDesk.Daemon.Care.Importing;

/// <summary>What an import did.</summary>
/// <param name="Broken">Mails that could not be taken in, one plain line each, the first hundred.</param>
internal sealed record ImportReport(ImportCounts Counts, int BrokenCount, IReadOnlyList<string> Broken);

/// <summary>Brings mail into a desk that no server delivers: oldest first, quietly, each batch one transaction. A second run goes on where the first ended.</summary>
/// <param name="reached">Called before each batch is committed; tests stop there.</param>
internal sealed class Importer(OfflineDesk desk, Action? reached = null)
{
    private const int Batch = 50;
    private const int BatchOctets = 16 * 1024 * 1024;
    private const int ShownBroken = 100;

    private readonly List<string> _broken = [];
    private int _brokenCount;

    public async Task<ImportReport> RunAsync(ImportPlan plan, Action<long, long>? progress, CancellationToken cancellationToken)
    {
        var (all, done) = (plan.Octets, 0L);
        var counts = default(ImportCounts);
        var batch = new List<(string Name, ReadMail Mail)>(Batch);
        long octets = 0;
        using var open = new OpenFile();
        foreach (var planned in plan.Mails)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Read(plan, planned, open) is { } mail)
            {
                batch.Add((plan.NameOf(planned), mail));
                octets += planned.Length;
            }

            if (batch.Count == Batch || octets > BatchOctets)
            {
                counts += await CommitAsync(batch, cancellationToken);
                octets = 0;
                batch.Clear();
            }

            progress?.Invoke(done += planned.Length, all);
        }

        counts += await CommitAsync(batch, cancellationToken);
        return new ImportReport(counts, _brokenCount, _broken);
    }

    private ReadMail? Read(ImportPlan plan, ImportedMail planned, OpenFile open)
    {
        try
        {
            if (planned.Length == 0 || planned.Length > desk.Context.Options.Imap.MaxMessageSize.Octets)
            {
                Break(plan.NameOf(planned), planned.Length == 0 ? "it is empty" : $"it is too large ({planned.Length / 1_048_576} MB; imap.maxMessageSize)");
                return null;
            }

            var content = open.Read(plan.Files[planned.File], planned.Offset, (int)planned.Length);
            var mail = plan.IsMbox ? MboxText.Unquoted(content) : content;
            var read = ReadMail.Of(new RawMail(default, planned.At, mail.Length, mail), desk.Context.Classifier);
            if (read.Failure is { } failure)
            {
                Break(plan.NameOf(planned), $"{failure.GetType().Name}: {failure.Message}");
                return null;
            }

            return read;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Break(plan.NameOf(planned), e.Message);
            return null;
        }
    }

    // As with mail from the server: one that cannot be decided must not stop the others.
    private async Task<ImportCounts> CommitAsync(List<(string Name, ReadMail Mail)> batch, CancellationToken cancellationToken)
    {
        if (batch.Count == 0)
        {
            return default;
        }

        reached?.Invoke();
        try
        {
            return await desk.Intake.ImportAsync([.. batch.Select(b => b.Mail)], cancellationToken);
        }
        catch (Exception e) when (batch.Count > 1 && !Fault.IsExpected(e) && e is not OperationCanceledException)
        {
            var counts = default(ImportCounts);
            foreach (var one in batch)
            {
                counts += await CommitAsync([one], cancellationToken);
            }

            return counts;
        }
        catch (Exception e) when (!Fault.IsExpected(e) && e is not OperationCanceledException)
        {
            Break(batch[0].Name, $"{e.GetType().Name}: {e.Message}");
            return default;
        }
    }

    private void Break(string name, string why)
    {
        _brokenCount++;
        if (_broken.Count < ShownBroken)
        {
            _broken.Add($"{name}: {why}".ReplaceLineEndings(" "));
        }
    }

    /// <summary>The file that was read last.</summary>
    private sealed class OpenFile : IDisposable
    {
        private string? _path;
        private FileStream? _stream;

        public byte[] Read(string path, long offset, int length)
        {
            if (_path != path)
            {
                _stream?.Dispose();
                (_path, _stream) = (null, null);
                _stream = File.OpenRead(path);
                _path = path;
            }

            var content = new byte[length];
            _stream!.Position = offset;
            _stream.ReadExactly(content);
            return content;
        }

        public void Dispose() => _stream?.Dispose();
    }
}
