using System.Buffers;

namespace HeadDesk.Mail.Smtp;

/// <summary>
/// The mail data as DATA carries it: every line ends in CRLF, whatever it ended in, and a line that begins with a dot gets
/// another (RFC 5321 §4.5.2). No content can end the data early: a lone CR or LF never reaches the wire, so neither does
/// a dot between two of them ("SMTP smuggling"). Fed in pieces of any size.
/// </summary>
internal struct DotStuffer
{
    private bool insideLine;
    private bool afterCarriageReturn;

    public void Write(ReadOnlySpan<byte> input, IBufferWriter<byte> output)
    {
        if (afterCarriageReturn && input.Length > 0)
        {
            afterCarriageReturn = false;
            input = input[0] == '\n' ? input[1..] : input; // its CRLF is already out
        }

        // [run, next) is known to be fit as it stands and goes out in one copy.
        int run = 0, next = 0;
        while (next < input.Length)
        {
            if (!insideLine && input[next] == '.')
            {
                output.Write(input[run..next]);
                output.Write("."u8);
                run = next;
            }

            var length = input[next..].IndexOfAny((byte)'\r', (byte)'\n');
            if (length < 0)
            {
                insideLine = true;
                break;
            }

            var end = next + length;
            insideLine = false;
            next = end + 1;
            if (input[end] == '\r' && next < input.Length && input[next] == '\n')
            {
                next++;
                continue;
            }

            output.Write(input[run..end]);
            output.Write("\r\n"u8);
            afterCarriageReturn = input[end] == '\r' && next == input.Length;
            run = next;
        }

        output.Write(input[run..]);
    }

    /// <summary>Ends the last line if need be, then the data.</summary>
    public void Finish(IBufferWriter<byte> output)
    {
        output.Write(insideLine ? "\r\n.\r\n"u8 : ".\r\n"u8);
        insideLine = false;
    }
}
