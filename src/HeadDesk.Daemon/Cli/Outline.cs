using System.Globalization;
using HeadDesk.Mail.Mime;

namespace HeadDesk.Daemon.Cli;

/// <summary>The tree of a message as lines, two blanks for each level.</summary>
internal static class Outline
{
    public const int MaxParts = 200;

    public static IReadOnlyList<string> Of(MimeMessage message)
    {
        var lines = new List<string>();
        foreach (var part in message.Root.SelfAndDescendants())
        {
            if (lines.Count == MaxParts)
            {
                lines.Add("…");
                break;
            }

            lines.Add(Line(part));
        }

        return lines;
    }

    private static string Line(MimePart part)
    {
        var depth = 0;
        for (var above = part.Parent; above is not null; above = above.Parent)
        {
            depth++; // never more than MimeLimits.MaxDepth
        }

        var indent = new string(' ', 2 * depth);
        return part.Children.Count > 0
            ? $"{indent}{part.MediaType}"
            : string.Create(CultureInfo.InvariantCulture, $"{indent}{part.MediaType} ({Encoding(part)}{part.BodyEnd - part.BodyStart} octets)");
    }

    private static string Encoding(MimePart part) => part.TransferEncoding switch
    {
        TransferEncoding.Identity => "",
        TransferEncoding.QuotedPrintable => "quoted-printable, ",
        var other => other.ToString().ToLowerInvariant() + ", ",
    };
}
