using System.Text;

namespace HeadDesk.Mail.Tests.Imap.Replaying;

/// <summary>What can happen to a server's words, drawn by a seeded generator.</summary>
internal sealed class ServerDamage(Random random)
{
    private static readonly string[] Numbers = ["-1", "0", "4294967295", "4294967296", "18446744073709551616", "99999999999999999999999", "1:4294967295", "*"];

    private static readonly string[] Inserts =
    [
        "(", ")", "((((((((", "\"", "\\", "{5}\r\n", "{0}\r\n", "{99999999}\r\n", "{-1}\r\n", "\r\n", "\0", "* BYE gone\r\n", "+ go on\r\n",
        "* 1 EXISTS\r\n", "* 4294967295 EXPUNGE\r\n", "A1 OK\r\n", "* 1 FETCH (UID 1 BODY[] {3000000}\r\n", "* LIST () NIL x\r\n", "\u00e9", "]", "[", "NIL",
        "* VANISHED 1:4294967295\r\n", "* OK [COPYUID 1 1 1:4294967295] x\r\n", "* SEARCH\r\n", "* ESEARCH UID ALL 1:4294967295\r\n",
    ];

    public byte[] Strike(byte[] bytes) => random.Next(8) switch
    {
        0 => bytes[..random.Next(bytes.Length)],
        1 => [.. bytes, .. bytes],
        2 => [],
        3 => Insert(bytes),
        4 => ReplaceNumber(bytes),
        5 => Drop(bytes),
        6 => Nest(bytes),
        _ => Flip(bytes),
    };

    private byte[] Insert(byte[] bytes)
    {
        var at = random.Next(bytes.Length + 1);
        return [.. bytes[..at], .. Encoding.UTF8.GetBytes(Inserts[random.Next(Inserts.Length)]), .. bytes[at..]];
    }

    private byte[] ReplaceNumber(byte[] bytes)
    {
        var digits = Enumerable.Range(0, bytes.Length).Where(i => char.IsAsciiDigit((char)bytes[i])).ToArray();
        if (digits.Length == 0)
        {
            return Insert(bytes);
        }

        var at = digits[random.Next(digits.Length)];
        return [.. bytes[..at], .. Encoding.ASCII.GetBytes(Numbers[random.Next(Numbers.Length)]), .. bytes[(at + 1)..]];
    }

    private byte[] Drop(byte[] bytes)
    {
        var from = random.Next(bytes.Length);
        var count = random.Next(1, Math.Min(20, bytes.Length - from) + 1);
        return [.. bytes[..from], .. bytes[(from + count)..]];
    }

    private byte[] Nest(byte[] bytes)
    {
        var at = random.Next(bytes.Length + 1);
        return [.. bytes[..at], .. Encoding.ASCII.GetBytes(new string('(', 20_000)), .. bytes[at..]];
    }

    private byte[] Flip(byte[] bytes)
    {
        var copy = bytes.ToArray();
        for (var i = 0; i < 1 + (copy.Length / 40); i++)
        {
            copy[random.Next(copy.Length)] = (byte)random.Next(256);
        }

        return copy;
    }
}
