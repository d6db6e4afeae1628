using System.Buffers;

namespace HeadDesk.MailServers.People;

internal static class DotStuffing
{
    /// <summary>CRLF line ends, doubled leading dots, the final dot. RFC 5321 §4.5.2. A bare LF becomes CRLF; a bare CR stays.</summary>
    public static ReadOnlyMemory<byte> Apply(ReadOnlySpan<byte> message)
    {
        var output = new ArrayBufferWriter<byte>(message.Length + (message.Length / 16) + 8);
        while (!message.IsEmpty)
        {
            int end = message.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? message : message[..end];
            message = end < 0 ? default : message[(end + 1)..];
            if (line.EndsWith("\r"u8))
            {
                line = line[..^1];
            }

            if (line.StartsWith("."u8))
            {
                output.Write("."u8);
            }

            output.Write(line);
            output.Write("\r\n"u8);
        }

        output.Write(".\r\n"u8);
        return output.WrittenMemory;
    }
}
