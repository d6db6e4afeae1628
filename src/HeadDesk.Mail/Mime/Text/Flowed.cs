using System.Text;

namespace HeadDesk.Mail.Mime.Text;

/// <summary>format=flowed (RFC 3676): lines that end in a blank go on in the next one, if it is quoted as deeply.</summary>
internal static class Flowed
{
    /// <param name="text">Lines ended by LF.</param>
    /// <param name="deleteSpace">DelSp=yes: the blank at the line's end is not part of the text (§4.1).</param>
    public static string Unwrap(string text, bool deleteSpace)
    {
        var result = new StringBuilder(text.Length);
        var openDepth = -1;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range);
            var depth = line.IndexOfAnyExcept('>');
            depth = depth < 0 ? line.Length : depth;
            line = line[depth..];
            if (line.StartsWith(' '))
            {
                line = line[1..]; // space-stuffing (§4.4)
            }

            // A signature mark is a fixed line, blank or not (§4.3).
            var signature = line is "-- ";
            if (openDepth >= 0 && (openDepth != depth || signature))
            {
                result.Append('\n');
                openDepth = -1;
            }

            if (openDepth < 0 && depth > 0)
            {
                result.Append('>', depth).Append(' ');
            }

            var flows = !signature && line.EndsWith(' ');
            result.Append(flows && deleteSpace ? line[..^1] : line);
            openDepth = flows ? depth : -1;
            if (!flows)
            {
                result.Append('\n');
            }
        }

        return result.ToString().TrimEnd('\n');
    }
}
