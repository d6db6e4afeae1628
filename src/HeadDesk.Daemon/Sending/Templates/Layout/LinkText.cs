using System.Buffers;

namespace HeadDesk.Daemon.Sending.Templates.Layout;

/// <summary>A link in a notice: <c>[label](&lt;address&gt;)</c> in Markdown, "label: address" in the text part.</summary>
internal static class LinkText
{
    private static readonly string[] Schemes = ["mailto:", "https://", "http://"];

    /// <summary>What a URI consists of (RFC 3986 §2) but for what Markdown takes as marks; the rest is percent-encoded in any that we make.</summary>
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#@!$+,;=%&");

    /// <returns>Pieces in order: what is meant as it stands (a mark), and values that must be made inert for their part.</returns>
    public static IEnumerable<(string Text, bool IsMark)> Of(string address, string label, bool markdown)
    {
        // What is no address that we would link to stays text.
        var isLink = Schemes.Any(s => address.StartsWith(s, StringComparison.OrdinalIgnoreCase)) && !address.AsSpan().ContainsAnyExcept(Plain);
        return !isLink ? [(label == address || address.Length == 0 ? label : $"{label}: {address}", false)]
            : markdown ? [("[", true), (label, false), ($"](<{address.Replace("&", "&amp;", StringComparison.Ordinal)}>)", true)]
            : [(label == address ? address : $"{label}: {address}", false)];
    }
}
