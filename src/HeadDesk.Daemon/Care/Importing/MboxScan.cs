using System.Globalization;
using System.Text;
using HeadDesk.Mail.Mime;

namespace HeadDesk.Daemon.Care.Importing;

/// <summary>Finds the mails in an mbox file (RFC 4155, appendix A) without holding more of it than a line.</summary>
/// <remarks>
/// <code>
/// mbox    = *mail
/// mail    = "From " sender SP date LF  message  LF      ; after an empty line, or at the very beginning
/// </code>
/// A line of text that begins with "From " is quoted as ">From " (mboxo), one that began with ">" already with one more (mboxrd). Where a
/// program did not quote, only a line with a time of day in it, after an empty line, counts as a beginning.
/// </remarks>
internal sealed class MboxScan(Stream file)
{
    private const int BufferSize = 256 * 1024;
    private const int KeptOfLine = 300;
    private static readonly string[] DateForms = ["ddd MMM d HH:mm:ss yyyy", "ddd MMM d HH:mm yyyy", "ddd MMM d HH:mm:ss zzz yyyy"];

    private readonly byte[] _line = new byte[KeptOfLine];
    private int _kept;
    private long _start = -1;
    private DateTimeOffset? _envelope;
    private DateTimeOffset? _written;
    private bool _inHeader;

    /// <summary>Offset, length and date of each; the lines that begin with From and the empty ones before them belong to none.</summary>
    public IEnumerable<(long Offset, long Length, DateTimeOffset? At)> Run(CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        long position = 0, lineStart = 0, emptyFrom = 0;
        var afterEmpty = true;
        while (file.Read(buffer) is var got and > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var at = 0; at < got;)
            {
                var end = buffer.AsSpan(at, got - at).IndexOf((byte)'\n');
                var piece = buffer.AsSpan(at, end < 0 ? got - at : end + 1);
                Keep(piece);
                at += piece.Length;
                if (end < 0)
                {
                    continue;
                }

                var next = position + at;
                if (afterEmpty && IsBeginning())
                {
                    if (_start >= 0)
                    {
                        yield return (_start, emptyFrom - _start, _written ?? _envelope);
                    }

                    Begin(next);
                }
                else
                {
                    ReadHeader();
                }

                afterEmpty = IsEmpty();
                emptyFrom = afterEmpty ? lineStart : next;
                lineStart = next;
                _kept = 0;
            }

            position += got;
        }

        if (_start >= 0 && position > _start)
        {
            yield return (_start, position - _start, _written ?? _envelope);
        }
    }

    private void Keep(ReadOnlySpan<byte> piece)
    {
        var room = Math.Min(piece.Length, _line.Length - _kept);
        piece[..room].CopyTo(_line.AsSpan(_kept));
        _kept += room;
    }

    private void Begin(long start)
    {
        (_start, _inHeader, _written) = (start, true, null);
        _envelope = DateOf(Encoding.Latin1.GetString(_line, 0, _kept));
    }

    private void ReadHeader()
    {
        if (!_inHeader)
        {
            return;
        }

        if (IsEmpty())
        {
            _inHeader = false;
        }
        else if (_written is null && _kept > 5 && Ascii.EqualsIgnoreCase(_line.AsSpan(0, 5), "Date:"u8))
        {
            _written = MessageView.Of(MimeMessage.Parse(Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(_line, 0, _kept).TrimEnd() + "\r\n\r\n"))).Date;
        }
    }

    private bool IsEmpty() => _kept == 1 || (_kept == 2 && _line[0] == '\r');

    private bool IsBeginning()
    {
        var line = _line.AsSpan(0, _kept);
        if (!line.StartsWith("From "u8))
        {
            return false;
        }

        // A time of day: DIGIT ":" DIGIT.
        for (var i = 6; i < line.Length - 1; i++)
        {
            if (line[i] == ':' && char.IsAsciiDigit((char)line[i - 1]) && char.IsAsciiDigit((char)line[i + 1]))
            {
                return true;
            }
        }

        return false;
    }

    // "From ann@customer.example Mon Mar  2 09:00:00 2026", with more behind it where some programs write more.
    private static DateTimeOffset? DateOf(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        for (var i = 1; i + 4 < words.Length; i++)
        {
            for (var length = 6; length >= 5; length--)
            {
                if (i + length <= words.Length
                    && DateTimeOffset.TryParseExact(string.Join(' ', words.Skip(i).Take(length)), DateForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
                {
                    return date;
                }
            }
        }

        return null;
    }
}
