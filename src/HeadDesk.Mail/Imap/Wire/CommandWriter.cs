using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace HeadDesk.Mail.Imap.Wire;

/// <summary>Which literals may be sent without waiting for the server. RFC 7888.</summary>
internal enum LiteralMode
{
    /// <summary>"{n}", then wait for "+".</summary>
    Synchronising,

    /// <summary>LITERAL-: "{n+}" up to 4096 bytes.</summary>
    Minus,

    /// <summary>LITERAL+: "{n+}".</summary>
    Plus,
}

/// <summary>
/// Builds one command. Whatever a string holds, it cannot end the command or begin another: it is sent bare, quoted or as a
/// literal, as RFC 9051 §4.3 allows for its characters.
/// </summary>
internal sealed class CommandWriter(LiteralMode literals)
{
    private const int LiteralMinusLimit = 4096; // RFC 7888 §5

    private readonly ArrayBufferWriter<byte> buffer = new(256);
    private readonly List<CommandPause> pauses = [];
    private readonly StringBuilder? shown;
    private bool secret;

    public CommandWriter(LiteralMode literals, bool keepLog)
        : this(literals) => shown = keepLog ? new StringBuilder(128) : null;

    public ReadOnlyMemory<byte> Bytes => buffer.WrittenMemory;

    /// <summary>Where sending stops: for the server's "+", for a stream, or both. In order.</summary>
    public IReadOnlyList<CommandPause> Pauses => pauses;

    /// <summary>The command for the wire log, secrets and literals left out; null where there is no log.</summary>
    public string? Shown => shown?.ToString();

    public CommandWriter Raw(ReadOnlySpan<byte> ascii)
    {
        buffer.Write(ascii);
        if (shown is not null)
        {
            Show(Encoding.Latin1.GetString(ascii));
        }

        return this;
    }

    /// <summary>Text of our own making: never a stranger's.</summary>
    public CommandWriter Raw(string ascii)
    {
        Encoding.ASCII.GetBytes(ascii, buffer);
        Show(ascii);
        return this;
    }

    public CommandWriter Number(ulong number)
    {
        Utf8Formatter.TryFormat(number, buffer.GetSpan(20), out var length);
        Show(buffer.GetSpan(20)[..length]);
        buffer.Advance(length);
        return this;
    }

    /// <summary>astring: bare, quoted or a literal.</summary>
    public CommandWriter AString(string value)
    {
        if (value.Length > 0 && !value.AsSpan().ContainsAnyExcept(ImapChars.Plain) && !value.Equals("NIL", StringComparison.OrdinalIgnoreCase))
        {
            return Raw(value);
        }

        return String(value);
    }

    /// <summary>string: quoted or a literal. NUL exists in neither (RFC 9051 §4.3.1).</summary>
    public CommandWriter String(string value)
    {
        if (value.Contains('\0'))
        {
            throw new ArgumentException("An IMAP string cannot hold NUL.", nameof(value));
        }

        if (value.AsSpan().ContainsAnyExcept(ImapChars.Quotable))
        {
            return Literal(Encoding.UTF8.GetBytes(value));
        }

        return Raw(Quote(value));
    }

    /// <summary>A mailbox name as the codec made it for this server; 8-bit only after ENABLE UTF8=ACCEPT, RFC 6855 §3.</summary>
    public CommandWriter Name(ReadOnlySpan<byte> wire)
    {
        var text = Encoding.Latin1.GetString(wire);
        if (text.Length > 0 && !text.AsSpan().ContainsAnyExcept(ImapChars.Plain))
        {
            return Raw(text);
        }

        return text.AsSpan().ContainsAny('\r', '\n', '\0') ? Literal(wire) : Raw(Encoding.Latin1.GetBytes(Quote(text)));
    }

    public CommandWriter Literal(ReadOnlySpan<byte> value)
    {
        Announce(value.Length, null, "");
        buffer.Write(value);
        return this;
    }

    /// <summary>A literal whose bytes come from a stream while it is sent; exactly <paramref name="length"/> are read from it.</summary>
    public CommandWriter Literal(Stream source, long length, string prefix = "")
    {
        Announce(length, source, prefix);
        return this;
    }

    /// <summary>What <paramref name="write"/> writes is kept out of the wire log.</summary>
    public CommandWriter Secret(Action<CommandWriter> write)
    {
        Show("***");
        secret = true;
        write(this);
        secret = false;
        return this;
    }

    private void Announce(long length, Stream? source, string prefix)
    {
        var free = literals == LiteralMode.Plus || (literals == LiteralMode.Minus && length <= LiteralMinusLimit);
        Raw($"{prefix}{{{length}{(free ? "+" : "")}}}");
        buffer.Write("\r\n"u8);
        if (!free || source is not null)
        {
            pauses.Add(new CommandPause(buffer.WrittenCount, !free, source, length));
        }
    }

    private static string Quote(string value) => $"\"{value.Replace("\\", "\\\\").Replace("\"", "\\\"")}\"";

    private void Show(ReadOnlySpan<byte> text)
    {
        if (shown is not null)
        {
            Show(Encoding.Latin1.GetString(text));
        }
    }

    private void Show(string text)
    {
        if (!secret)
        {
            shown?.Append(text);
        }
    }
}

/// <summary>A place in a command where sending stops.</summary>
/// <param name="Offset">Bytes of the command that go before.</param>
/// <param name="ForContinuation">The server has to say "+" first.</param>
/// <param name="Source">What is sent here before the rest of the command.</param>
/// <param name="Length">Bytes to take from the source.</param>
internal readonly record struct CommandPause(int Offset, bool ForContinuation, Stream? Source, long Length);
