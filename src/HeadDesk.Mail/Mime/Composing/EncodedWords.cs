using System.Buffers;
using System.Text;

namespace HeadDesk.Mail.Mime.Composing;

/// <summary>Encoded words (RFC 2047): UTF-8, Q where it stays readable and else B, at most 75 characters each, never splitting a character.</summary>
internal static class EncodedWords
{
    private const int MaxWord = 75; // RFC 2047 §2
    private const int Frame = 12;   // =?utf-8?q? and ?=
    private const int LeastRoom = 16; // a character of four bytes in Q takes 12

    /// <summary>RFC 2047 §5 (3): what may stand for itself in Q wherever encoded words may stand at all.</summary>
    private static readonly SearchValues<byte> Plain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!*+-/"u8);

    public static void Write(HeaderWriter header, ReadOnlySpan<char> text)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var bytes = rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented));
        var quoted = IsReadableQuoted(bytes);
        while (!bytes.IsEmpty)
        {
            var room = Math.Min(MaxWord, HeaderWriter.LineLimit - header.Column - 1) - Frame;
            if (room < LeastRoom)
            {
                header.Fold();
                room = MaxWord - Frame;
            }

            var length = Fit(bytes, room, quoted);
            WriteOne(header, bytes[..length], quoted);
            bytes = bytes[length..];
        }

        ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>The same measure as for bodies: up to a third of it in escapes people can still read.</summary>
    private static bool IsReadableQuoted(ReadOnlySpan<byte> bytes)
    {
        var escapes = 0;
        foreach (var value in bytes)
        {
            escapes += Cost(value) / 3;
        }

        return escapes * 3 <= bytes.Length;
    }

    private static int Cost(byte value) => value == ' ' || Plain.Contains(value) ? 1 : 3;

    /// <summary>As many bytes as fill the room, up to the end of a character.</summary>
    private static int Fit(ReadOnlySpan<byte> bytes, int room, bool quoted)
    {
        if (!quoted)
        {
            var most = Math.Min(bytes.Length, room / 4 * 3);
            while (most < bytes.Length && (bytes[most] & 0xC0) == 0x80)
            {
                most--;
            }

            return most;
        }

        int fit = 0, used = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if ((bytes[i] & 0xC0) != 0x80)
            {
                fit = i;
            }

            used += Cost(bytes[i]);
            if (used > room)
            {
                return fit;
            }
        }

        return bytes.Length;
    }

    private static void WriteOne(HeaderWriter header, ReadOnlySpan<byte> bytes, bool quoted)
    {
        Span<char> word = stackalloc char[MaxWord];
        (quoted ? "=?utf-8?q?" : "=?utf-8?b?").CopyTo(word);
        var end = Frame - 2;
        if (quoted)
        {
            foreach (var value in bytes)
            {
                end += WriteQuoted(value, word[end..]);
            }
        }
        else
        {
            Convert.TryToBase64Chars(bytes, word[end..], out var written);
            end += written;
        }

        "?=".CopyTo(word[end..]);
        header.Token(word[..(end + 2)]);
    }

    private static int WriteQuoted(byte value, Span<char> target)
    {
        if (Cost(value) == 1)
        {
            target[0] = value == ' ' ? '_' : (char)value;
            return 1;
        }

        const string hex = "0123456789ABCDEF";
        target[0] = '=';
        target[1] = hex[value >> 4];
        target[2] = hex[value & 15];
        return 3;
    }
}
