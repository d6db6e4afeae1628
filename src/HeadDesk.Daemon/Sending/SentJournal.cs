using System.Globalization;
using System.Text;
using HeadDesk.Store;

namespace HeadDesk.Daemon.Sending;

/// <summary>
/// What the server has accepted since the outbox was last marked, one outbox id a line. Written after each acceptance and
/// before the next message goes out, so that a killed process doubles at most the one message that was on the wire.
/// </summary>
/// <remarks>
/// Written through to the system but not flushed to the disk: it must outlive the process, while a power cut may cost a batch.
/// A database commit for each message instead would wait for the disk a thousand times a second.
/// </remarks>
internal sealed class SentJournal : IDisposable
{
    private readonly FileStream _file;
    private readonly string _path;

    /// <exception cref="StoreException">The data directory cannot be written.</exception>
    public SentJournal(string dataDirectory)
    {
        _path = Path.Combine(dataDirectory, "sent.journal");
        try
        {
            _file = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StoreException.Failed(_path, e);
        }
    }

    /// <summary>Ids left by a process that died before it could mark them. A torn last line is not one.</summary>
    public IReadOnlyList<long> Leftover()
    {
        _file.Position = 0;
        using var reader = new StreamReader(_file, Encoding.ASCII, detectEncodingFromByteOrderMarks: false, bufferSize: 1024, leaveOpen: true);
        var text = reader.ReadToEnd();
        var whole = text[..(text.LastIndexOf('\n') + 1)];
        return [.. whole.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => long.Parse(line, NumberStyles.None, CultureInfo.InvariantCulture))];
    }

    public void Add(long outboxId)
    {
        Span<byte> line = stackalloc byte[24];
        outboxId.TryFormat(line, out var length, default, CultureInfo.InvariantCulture);
        line[length] = (byte)'\n';
        try
        {
            _file.Position = _file.Length;
            _file.Write(line[..(length + 1)]);
        }
        catch (IOException e)
        {
            throw StoreException.Full(_path, e);
        }
    }

    /// <summary>The outbox is marked; nothing is in doubt any more.</summary>
    public void Clear() => _file.SetLength(0);

    public void Dispose() => _file.Dispose();
}
