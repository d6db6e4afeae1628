using System.Text;

namespace HeadDesk.Mail.Imap.Wire;

/// <summary>
/// Mailbox names between the wire and the caller. A name that does not survive decoding and encoding (raw 8-bit, sloppy base64)
/// is remembered as it came, so that a mailbox that was listed can also be opened.
/// </summary>
internal sealed class MailboxNames(int limit)
{
    private readonly Dictionary<string, byte[]> odd = new(StringComparer.Ordinal);

    /// <summary>Names are UTF-8 as they are: IMAP4rev2, or after ENABLE UTF8=ACCEPT (RFC 6855 §3).</summary>
    public bool Utf8 { get; set; }

    public byte[] Encode(string name)
    {
        if (odd.TryGetValue(name, out var wire))
        {
            return wire;
        }

        return EncodePlain(name);
    }

    public string Decode(ReadOnlySpan<byte> wire)
    {
        // INBOX is the one name without case (RFC 9051 §5.1)
        if (Ascii.EqualsIgnoreCase(wire, "INBOX"u8))
        {
            return "INBOX";
        }

        var name = Utf8 || !ModifiedUtf7.TryDecode(wire, out var decoded) ? Encoding.UTF8.GetString(wire) : decoded;
        if (odd.Count < limit && !wire.SequenceEqual(EncodePlain(name)))
        {
            odd[name] = wire.ToArray();
        }

        return name;
    }

    private byte[] EncodePlain(string name) =>
        Utf8 ? Encoding.UTF8.GetBytes(name) : Encoding.ASCII.GetBytes(ModifiedUtf7.Encode(name));
}
