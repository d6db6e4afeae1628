namespace HeadDesk.Mail.Tests.Mime.Hostile;

/// <summary>Damage done to messages, the same for the same seed.</summary>
internal sealed class Mutations(IReadOnlyList<byte[]> originals, int seed)
{
    private readonly Random _random = new(seed);

    private static readonly byte[][] Pieces =
    [
        "\r\n"u8.ToArray(), "\n\n"u8.ToArray(), "\n--"u8.ToArray(), "--\r\n"u8.ToArray(), "=?utf-8?B?"u8.ToArray(), "?="u8.ToArray(), "Content-Type: multipart/mixed; boundary="u8.ToArray(),
        "Content-Transfer-Encoding: base64\r\n"u8.ToArray(), "Content-Type: message/rfc822\r\n\r\n"u8.ToArray(), "begin 644 x\n"u8.ToArray(), [0], [0xFF, 0xFE], "\e$B"u8.ToArray(),
        "<blockquote>"u8.ToArray(), "*0*="u8.ToArray(), "\""u8.ToArray(), "("u8.ToArray(), "<"u8.ToArray(), "&#x10FFFF;"u8.ToArray(),
    ];

    public byte[] Next()
    {
        var mail = originals[_random.Next(originals.Count)].ToList();
        for (var i = _random.Next(1, 8); i > 0; i--)
        {
            Damage(mail);
        }

        return [.. mail];
    }

    private void Damage(List<byte> mail)
    {
        var at = _random.Next(mail.Count + 1);
        var length = Math.Min(mail.Count - at, _random.Next(1, 400));
        switch (_random.Next(7))
        {
            case 0 when at < mail.Count:
                mail[at] = (byte)_random.Next(256);
                break;
            case 1 when at < mail.Count:
                mail[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 2:
                mail.RemoveRange(at, length);
                break;
            case 3:
                mail.InsertRange(at, mail.GetRange(at, length));
                break;
            case 4:
                mail.InsertRange(at, Pieces[_random.Next(Pieces.Length)]);
                break;
            case 5:
                mail.RemoveRange(at, mail.Count - at);
                break;
            default:
                var other = originals[_random.Next(originals.Count)];
                var from = _random.Next(other.Length + 1);
                mail.InsertRange(at, other[from..Math.Min(other.Length, from + _random.Next(1, 2000))]);
                break;
        }
    }
}
