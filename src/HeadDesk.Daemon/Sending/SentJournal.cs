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
/// A database commit for each message instead would wait for the disk a thousand times a second. The space is taken before
/// anything is sent: on a full disk nothing may go out that could not be written down.
/// </remarks>
internal sealed class SentJournal : IDisposable
{
    /// <summary>The digits of any id and a line feed.</summary>
    private const int LongestLine = 20;

    private readonly FileStream _file;
    private readonly string _path;
    private long _end;

    /// <exception cref="StoreException">The data directory cannot be written.</exception>
    public SentJournal(string dataDirectory)
    {
        _path = Path.Combine(dataDirectory, "sent.journal");
        try
        {
            _file = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
            _end = _file.Length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StoreException.Failed(_path, e);
        }
    }

    /// <summary>Ids that were sent and not marked. A torn last line is none, nor is space that was taken and not used.</summary>
    public IReadOnlyList<long> Leftover()
    {
        _file.Position = 0;
        using var reader = new StreamReader(_file, Encoding.ASCII, detectEncodingFromByteOrderMarks: false, bufferSize: 1024, leaveOpen: true);
        var text = reader.ReadToEnd();
        _end = text.LastIndexOf('\n') + 1; // What is torn or was never used is written over.
        return [.. text[..(int)_end].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0).Where(id => id > 0)];
    }

    /// <summary>Takes the space for so many ids.</summary>
    /// <exception cref="StoreException">The disk is full.</exception>
    public void Reserve(int count) => Write(new byte[count * LongestLine]);

    /// <exception cref="StoreException">The disk is full; not where the space was reserved and the file system keeps what it gave.</exception>
    public void Add(long outboxId)
    {
        Span<byte> line = stackalloc byte[LongestLine];
        outboxId.TryFormat(line, out var length, default, CultureInfo.InvariantCulture);
        line[length] = (byte)'\n';
        Write(line[..(length + 1)]);
        _end += length + 1;
    }

    /// <summary>The outbox is marked; nothing is in doubt any more.</summary>
    public void Clear()
    {
        _file.SetLength(0);
        _end = 0;
    }

    public void Dispose() => _file.Dispose();

    private void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _file.Position = _end;
            _file.Write(bytes);
        }
        catch (IOException e)
        {
            throw StoreException.Full(_path, e);
        }
    }
}
