using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HeadDesk.Daemon.Intake;

/// <summary>The identity of a mail: the same in whatever folder, after a UIDVALIDITY change and from a restored backup.</summary>
/// <remarks>
/// Over the author's fields and the body, and not over what servers add on the way (Received, Delivered-To, X-…, Status): two
/// deliveries of one mail, through two addresses of the desk, are one. Without a Message-ID or a Date the topmost Received
/// joins in, so that two equal mails of a form that sets neither stay two. A Message-ID alone is never trusted: somebody who
/// knows one could make a mail disappear with it. CRLF and bare LF are one, and line ends at the very end are none: mailbox files and
/// backups change both.
/// </remarks>
internal static class MailDigest
{
    private const int BufferSize = 8 * 1024;

    private static readonly string[] AuthorFields = ["message-id", "date", "from", "subject"];

    /// <param name="content">The mail, or only its header.</param>
    /// <param name="size">Stands for the body where that stayed in the mailbox; else null.</param>
    public static string Of(ReadOnlySpan<byte> content, long? size)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var body = BodyStart(content);
        var header = content[..body];
        foreach (var name in AuthorFields)
        {
            Append(hash, header, name);
        }

        if (!TryFind(header, "message-id"u8, out _) || !TryFind(header, "date"u8, out _))
        {
            Append(hash, header, "received");
        }

        if (size is { } octets)
        {
            hash.AppendData(Encoding.ASCII.GetBytes(octets.ToString(CultureInfo.InvariantCulture)));
        }
        else
        {
            AppendLines(hash, content[body..].TrimEnd("\r\n"u8));
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> header, string name)
    {
        hash.AppendData(Encoding.ASCII.GetBytes(name));
        if (TryFind(header, Encoding.ASCII.GetBytes(name), out var value))
        {
            AppendLines(hash, value.Trim(" \t\r\n"u8));
        }

        hash.AppendData("\n"u8);
    }

    /// <summary>With LF for CRLF; lines are gathered, since the hash costs the same for one byte as for fifty.</summary>
    private static void AppendLines(IncrementalHash hash, ReadOnlySpan<byte> text)
    {
        Span<byte> lines = stackalloc byte[BufferSize];
        var filled = 0;
        while (text.IndexOf("\r\n"u8) is var end and >= 0)
        {
            if (end > lines.Length - filled)
            {
                hash.AppendData(lines[..filled]);
                filled = 0;
            }

            if (end > lines.Length)
            {
                hash.AppendData(text[..end]);
            }
            else
            {
                text[..end].CopyTo(lines[filled..]);
                filled += end;
            }

            text = text[(end + 1)..]; // the LF goes with the next line
        }

        hash.AppendData(lines[..filled]);
        hash.AppendData(text);
    }

    // The header ends at the first empty line (RFC 5322 §2.1), with CRLF or bare LF.
    private static int BodyStart(ReadOnlySpan<byte> content)
    {
        var crlf = content.IndexOf("\r\n\r\n"u8);
        var lf = (crlf < 0 ? content : content[..crlf]).IndexOf("\n\n"u8);
        return lf >= 0 ? lf + 2 : crlf >= 0 ? crlf + 4 : content.Length;
    }

    /// <summary>The first field of that name: its value with folding, up to the next line that does not begin with white space.</summary>
    private static bool TryFind(ReadOnlySpan<byte> header, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        while (!header.IsEmpty)
        {
            var end = FieldEnd(header);
            if (header.Length > name.Length && header[name.Length] == ':' && Ascii.EqualsIgnoreCase(header[..name.Length], name))
            {
                value = header[(name.Length + 1)..end];
                return true;
            }

            header = header[end..];
        }

        value = default;
        return false;
    }

    private static int FieldEnd(ReadOnlySpan<byte> header)
    {
        var end = 0;
        do
        {
            var line = header[end..].IndexOf((byte)'\n');
            end = line < 0 ? header.Length : end + line + 1;
        }
        while (end < header.Length && header[end] is (byte)' ' or (byte)'\t');
        return end;
    }
}
