using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;
using HeadDesk.Mail.Mime.Charsets;
using HeadDesk.Mail.Mime.Decoding;

namespace HeadDesk.Mail.Mime.Headers;

/// <summary>
/// encoded-word = "=?" charset "?" encoding "?" encoded-text "?=" (RFC 2047 §2), found anywhere in the text. Blanks between two of them
/// vanish; adjacent ones of one charset are joined before they are decoded, since many programs split inside a character.
/// </summary>
internal static class EncodedWords
{
    /// <summary>RFC 2047 §2 allows 75 characters; whole subjects in one word are met.</summary>
    private const int LongestWord = 16 * 1024;

    /// <param name="raw">A raw or unfolded field value.</param>
    /// <param name="hint">The charset of the message's text, for bytes that are neither ASCII nor UTF-8.</param>
    /// <param name="trim">Drop blanks around the value; false for the inside of a quoted string.</param>
    public static string Decode(ReadOnlySpan<byte> raw, string? hint, bool trim = true)
    {
        if (raw.IndexOf("=?"u8) < 0)
        {
            return trim ? RawText.Unfold(raw, hint) : RawText.Decode(raw, hint);
        }

        raw = raw.Trim(" \t\r\n"u8);
        var text = Scratch.Take();
        using var joined = new Joined(text, hint, raw.Length);
        var plain = 0;
        var position = 0;
        while (raw[position..].IndexOf("=?"u8) is var next and >= 0)
        {
            var start = position + next;
            if (!TryRead(raw[start..], out var word))
            {
                position = start + 2;
                continue;
            }

            var between = raw[plain..start];
            if (!joined.IsOpen || between.IndexOfAnyExcept(" \t\r\n"u8) >= 0)
            {
                joined.Close();
                AppendPlain(text, between, hint, last: false);
            }

            if (plain < start && raw[start - 1] == ']')
            {
                text.Append(' '); // "[SPAM]" and the like, set before the subject by a filter that did not look
            }

            joined.Add(raw.Slice(start + 2, word.CharsetLength), word.IsBase64, raw.Slice(start + word.TextStart, word.TextLength));
            plain = position = start + word.Length;
        }

        joined.Close();
        AppendPlain(text, raw[plain..], hint, last: true);
        return Scratch.Finish(text);
    }

    /// <returns>How many bytes the encoded word at the beginning of <paramref name="input"/> takes; 0 = there is none.</returns>
    public static int Measure(ReadOnlySpan<byte> input) => TryRead(input, out var word) ? word.Length : 0;

    public static string Decode(string text) =>
        text.Contains("=?", StringComparison.Ordinal) ? Decode(Encoding.UTF8.GetBytes(text), null) : text;

    /// <summary>Unfolding between the words must not trim the blanks at the seams.</summary>
    private static void AppendPlain(StringBuilder text, ReadOnlySpan<byte> plain, string? hint, bool last)
    {
        if (plain.IsEmpty)
        {
            return;
        }

        var leading = plain[0] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
        var trailing = plain[^1] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
        var inner = RawText.Unfold(plain, hint);
        if (leading && text.Length > 0)
        {
            text.Append(' ');
        }

        text.Append(inner);
        if (trailing && !last && inner.Length > 0)
        {
            text.Append(' ');
        }
    }

    private static bool TryRead(ReadOnlySpan<byte> input, out Word word)
    {
        word = default;
        var rest = input[2..];
        var charset = rest.IndexOfAny("? \t\r\n"u8);
        if (charset is < 1 or > 60 || rest[charset] != '?' || rest.Length < charset + 3 || rest[charset + 2] != '?')
        {
            return false;
        }

        var encoding = rest[charset + 1] | 0x20;
        if (encoding is not ('b' or 'q'))
        {
            return false;
        }

        var textStart = 2 + charset + 3;
        var text = input[textStart..Math.Min(input.Length, textStart + LongestWord)];
        var end = text.IndexOf("?="u8);

        if (end < 0)
        {
            return TryReadUnclosed(text, charset, textStart, encoding == 'b', out word);
        }

        // A word that was cut off before another begins does not reach into that one.
        if (text[..end].IndexOf("=?"u8) is var other and >= 0 && text[(other + 2)..end].IndexOf((byte)'?') >= 0)
        {
            return false;
        }

        end = encoding == 'q' ? EndOfQ(text, end) : end;
        word = new Word(charset, encoding == 'b', textStart, end, textStart + end + 2);
        return true;
    }

    /// <summary>In Q a "?" may stand bare before an escaped byte: "?=3D" is no end where another one follows before the next blank.</summary>
    private static int EndOfQ(ReadOnlySpan<byte> text, int end)
    {
        while (end + 3 < text.Length && (HexDigits.ValueOf(text[end + 2]) | HexDigits.ValueOf(text[end + 3])) >= 0)
        {
            var rest = text[(end + 2)..];
            var next = rest.IndexOfAny("? \t\r\n"u8);
            if (next < 0 || !rest[next..].StartsWith("?="u8) || rest[..(next + 1)].EndsWith("=?"u8))
            {
                break;
            }

            end += 2 + next;
        }

        return end;
    }

    /// <summary>Cut off at the end of the field.</summary>
    private static bool TryReadUnclosed(ReadOnlySpan<byte> text, int charset, int textStart, bool base64, out Word word)
    {
        word = new Word(charset, base64, textStart, text.TrimEnd((byte)'?').Length, textStart + text.Length);
        return text.Length is > 0 and < LongestWord && text.IndexOfAny(" \t\r\n"u8) < 0;
    }

    private readonly record struct Word(int CharsetLength, bool IsBase64, int TextStart, int TextLength, int Length);

    /// <summary>The decoded bytes of adjacent words of one charset.</summary>
    private sealed class Joined(StringBuilder text, string? hint, int most) : IDisposable
    {
        // Decoded words are shorter than encoded ones; the decoder wants some room to work in.
        private readonly byte[] _bytes = ArrayPool<byte>.Shared.Rent(most + ITransferDecoder.LeastRoom);
        private int _length;
        private string? _charset;

        // Base64 that was cut between its groups of four: what the words hold, and where each of them ends.
        private List<byte>? _cut;
        private List<int>? _ends;

        public bool IsOpen => _charset != null;

        public void Add(ReadOnlySpan<byte> charset, bool base64, ReadOnlySpan<byte> encoded)
        {
            var name = _charset != null && Ascii.EqualsIgnoreCase(charset, _charset) ? _charset : KnownWords.Of(charset);
            if (_charset != null && !ReferenceEquals(name, _charset))
            {
                Close();
            }

            _charset = name;
            if (base64)
            {
                AddBase64(encoded);
            }
            else
            {
                AddCut();
                AddQ(encoded);
            }
        }

        public void Close()
        {
            if (_charset != null)
            {
                AddCut();
                text.Append(TextDecoder.Decode(_bytes.AsSpan(0, _length), _charset, hint));
                _length = 0;
                _charset = null;
            }
        }

        public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);

        private void AddBase64(ReadOnlySpan<byte> encoded)
        {
            if (_ends is { Count: > 0 } || (encoded.Length % 4 != 0 && !encoded.Contains((byte)'=')))
            {
                (_cut ??= []).AddRange(encoded);
                (_ends ??= []).Add(_cut.Count);
            }
            else
            {
                DecodeBase64(encoded);
            }
        }

        /// <summary>Together where that makes whole groups of four, else each for itself: then only the padding was forgotten.</summary>
        private void AddCut()
        {
            if (_ends is not { Count: > 0 } ends)
            {
                return;
            }

            var encoded = CollectionsMarshal.AsSpan(_cut);
            var (start, whole) = (0, true);
            foreach (var end in ends)
            {
                whole &= IsWhole(encoded[start..end]);
                start = end;
            }

            start = 0;
            foreach (var end in !whole && encoded.Length % 4 == 0 ? [encoded.Length] : ends)
            {
                DecodeBase64(encoded[start..end]);
                start = end;
            }

            _cut!.Clear();
            ends.Clear();
        }

        /// <summary>Without its padding a whole word ends in bits that are zero (RFC 4648 §3.5).</summary>
        private static bool IsWhole(ReadOnlySpan<byte> encoded) => (encoded.Length % 4) switch
        {
            0 => true,
            2 => "AQgw"u8.Contains(encoded[^1]),
            3 => "AEIMQUYcgkosw048"u8.Contains(encoded[^1]),
            _ => false,
        };

        private void DecodeBase64(ReadOnlySpan<byte> encoded)
        {
            if (Base64.DecodeFromUtf8(encoded, _bytes.AsSpan(_length), out _, out var written) == OperationStatus.Done)
            {
                _length += written;
                return;
            }

            var decoder = new Base64Decoder(encoded.ToArray());
            while (decoder.Read(_bytes.AsSpan(_length)) is var read and > 0)
            {
                _length += read;
            }
        }

        /// <summary>Q: "_" is a space, "=XX" a byte (RFC 2047 §4.2).</summary>
        private void AddQ(ReadOnlySpan<byte> encoded)
        {
            var output = _bytes.AsSpan(_length);
            var length = 0;
            for (var i = 0; i < encoded.Length; i++)
            {
                var b = encoded[i];
                if (b == '=' && i + 2 < encoded.Length && (HexDigits.ValueOf(encoded[i + 1]) | HexDigits.ValueOf(encoded[i + 2])) >= 0)
                {
                    output[length++] = (byte)((HexDigits.ValueOf(encoded[i + 1]) << 4) | HexDigits.ValueOf(encoded[i + 2]));
                    i += 2;
                }
                else if (b is (byte)'\r' or (byte)'\n')
                {
                    // Folded inside the word: the blanks of the fold are not part of it.
                    i += encoded[(i + 1)..].IndexOfAnyExcept(" \t\r\n"u8) is var fold and > 0 ? fold : 0;
                }
                else
                {
                    output[length++] = b == '_' ? (byte)' ' : b;
                }
            }

            _length += length;
        }
    }
}
