using System.Buffers;
using System.Buffers.Text;

namespace HeadDesk.Mail.Mime.Decoding;

/// <summary>
/// base64 (RFC 2045 §6.8): bytes outside the alphabet are skipped. "=" ends a quantum, not the data: several encoded pieces put one
/// after the other are read as one, but prose after the padding or a blank line (a mailing list's footer) is not.
/// </summary>
internal sealed class Base64Decoder(ReadOnlyMemory<byte> source) : ITransferDecoder
{
    private static readonly SearchValues<byte> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);

    private static readonly SearchValues<byte> AlphabetOrPadding =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="u8);

    /// <summary>Characters of equally long lines that are put together and decoded at once.</summary>
    private const int Batch = 4096;
    private const int LongestLine = 1000;

    /// <summary>How far is looked ahead, and how long a word may be, to tell prose from data.</summary>
    private const int Window = 160;
    private const int LongestWord = 40;

    private int _position;
    private bool _irregular;

    // Characters of a quantum that is not complete yet.
    private uint _quantum;
    private int _held;

    public int Read(Span<byte> output)
    {
        var input = source.Span;
        var written = 0;
        while (output.Length - written >= 6)
        {
            if (!_irregular && _held == 0 && DecodeLines(input, output[written..]) is var lines and > 0)
            {
                written += lines;
                continue;
            }

            var run = RunAt(input);
            if (run.IsEmpty)
            {
                if (_position >= input.Length)
                {
                    return written + Flush(output[written..]);
                }

                if (input[_position] == '=')
                {
                    written += Flush(output[written..]);
                    SkipPadding(input);
                }
                else
                {
                    var next = input[_position..].IndexOfAny(AlphabetOrPadding);
                    _position = next < 0 || (_held == 0 && _position > 0 && IsProseBelow(input, _position, _position + next)) ? input.Length : _position + next;
                }

                continue;
            }

            written += Decode(run, output[written..]);
        }

        return written;
    }

    private ReadOnlySpan<byte> RunAt(ReadOnlySpan<byte> input)
    {
        var rest = input[_position..];
        var length = rest.IndexOfAnyExcept(Alphabet);
        return length < 0 ? rest : rest[..length];
    }

    /// <summary>
    /// The usual body, equal lines of whole quanta, without their line ends: one call for many lines costs half of one call a line. At the
    /// first surprise (padding, a foreign byte) nothing is taken, and the careful way does the rest.
    /// </summary>
    /// <returns>bytes written; 0 = nothing was taken</returns>
    private int DecodeLines(ReadOnlySpan<byte> input, Span<byte> output)
    {
        var rest = input[_position..];
        var length = rest[..Math.Min(rest.Length, LongestLine)].IndexOfAny((byte)'\r', (byte)'\n');
        if (length <= 0 || length % 4 != 0)
        {
            _irregular = length != 0;
            return 0;
        }

        var lineEnd = rest[length..].StartsWith("\r\n"u8) ? "\r\n"u8 : rest.Slice(length, 1);
        Span<byte> batch = stackalloc byte[Batch];
        var room = Math.Min(Batch, output.Length / 3 * 4);
        var (filled, taken) = (0, 0);
        while (filled + length <= room && rest.Length - taken >= length + lineEnd.Length && rest[(taken + length)..].StartsWith(lineEnd))
        {
            rest.Slice(taken, length).CopyTo(batch[filled..]);
            filled += length;
            taken += length + lineEnd.Length;
        }

        if (filled <= length)
        {
            return 0;
        }

        if (Base64.DecodeFromUtf8(batch[..filled], output, out var consumed, out var written, isFinalBlock: false) != OperationStatus.Done || consumed != filled)
        {
            _irregular = true;
            return 0;
        }

        _position += taken;
        return written;
    }

    private int Decode(ReadOnlySpan<byte> run, Span<byte> output)
    {
        var written = 0;
        while (_held > 0 && !run.IsEmpty)
        {
            written += Hold(run[0], output[written..]);
            run = run[1..];
            _position++;
        }

        var whole = Math.Min(run.Length & ~3, (output.Length - written) / 3 * 4);
        if (whole > 0)
        {
            Base64.DecodeFromUtf8(run[..whole], output[written..], out var consumed, out var decoded, isFinalBlock: false);
            _position += consumed;
            written += decoded;
            run = run[consumed..];
        }

        if (run.Length < 4)
        {
            foreach (var b in run)
            {
                Hold(b, default);
            }

            _position += run.Length;
        }

        return written;
    }

    /// <returns>bytes written: 3 when the quantum is complete, else 0</returns>
    private int Hold(byte symbol, Span<byte> output)
    {
        _quantum = (_quantum << 6) | ValueOf(symbol);
        if (++_held < 4)
        {
            return 0;
        }

        output[0] = (byte)(_quantum >> 16);
        output[1] = (byte)(_quantum >> 8);
        output[2] = (byte)_quantum;
        _held = 0;
        _quantum = 0;
        return 3;
    }

    private int Flush(Span<byte> output)
    {
        var count = _held switch { 2 => 1, 3 => 2, _ => 0 };
        var bits = _quantum << (6 * (4 - _held));
        for (var i = 0; i < count; i++)
        {
            output[i] = (byte)(bits >> (16 - (8 * i)));
        }

        _held = 0;
        _quantum = 0;
        return count;
    }

    private void SkipPadding(ReadOnlySpan<byte> input)
    {
        var next = input[_position..].IndexOfAnyExcept("= \t\r\n"u8);
        if (next < 0)
        {
            _position = input.Length;
            return;
        }

        _position += next;
        var run = RunAt(input);
        var after = _position + run.Length;
        var plausible = after >= input.Length || input[after] is (byte)'=' or (byte)'\r' or (byte)'\n';
        var quanta = run.Length % 4 == 0 || (after < input.Length && input[after] == '=');
        if (!plausible || !quanta)
        {
            _position = input.Length;
        }
    }

    /// <summary>Between the quanta and what looks like the next ones lies a blank line, and something that is not base64.</summary>
    private static bool IsProseBelow(ReadOnlySpan<byte> input, int from, int next)
    {
        var skipped = input[from..next];
        if (skipped.Count((byte)'\n') < 2 || (skipped.IndexOf("\n\n"u8) < 0 && skipped.IndexOf("\n\r\n"u8) < 0))
        {
            return false;
        }

        var rest = input.Slice(next, Math.Min(Window, input.Length - next));
        var first = rest.IndexOfAnyExcept(Alphabet);
        var foreign = skipped.IndexOfAnyExcept(" \t\r\n"u8) >= 0 || (first >= 0 && rest[first] is not ((byte)'=' or (byte)'\r' or (byte)'\n'));
        while (foreign && !rest.IsEmpty)
        {
            var word = rest.IndexOfAnyExcept(Alphabet);
            word = word < 0 ? rest.Length : word;
            foreign = word < LongestWord; // a whole line of base64, however damaged what is above it, is data
            rest = rest[Math.Min(word + 1, rest.Length)..];
        }

        return foreign;
    }

    private static uint ValueOf(byte b) => (char)b switch
    {
        >= 'A' and <= 'Z' => (uint)b - 'A',
        >= 'a' and <= 'z' => (uint)b - 'a' + 26,
        >= '0' and <= '9' => (uint)b - '0' + 52,
        '+' => 62,
        _ => 63,
    };
}
