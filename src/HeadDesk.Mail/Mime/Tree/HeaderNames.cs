using System.Buffers;
using System.Text;

namespace HeadDesk.Mail.Mime.Tree;

/// <summary>field-name = 1*ftext; ftext = %d33-57 / %d59-126 (RFC 5322 §3.6.8).</summary>
internal static class HeaderNames
{
    private const int LongestName = 1000;

    private static readonly SearchValues<byte> NameBytes =
        SearchValues.Create([.. Enumerable.Range(33, 94).Where(b => b != ':').Select(b => (byte)b)]);

    private static readonly string[] WellKnown =
    [
        "Return-Path", "Received", "From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Subject", "Date", "Message-ID", "In-Reply-To", "References",
        "MIME-Version", "Delivered-To", "User-Agent", "DKIM-Signature", "Authentication-Results", "Auto-Submitted", "Precedence", "Importance",
        "Organization", "Thread-Topic", "Thread-Index", "Accept-Language", "Errors-To", "Status", "Lines",
    ];

    /// <summary>Recognises <c>Name:</c>, also with the blank before the colon that RFC 5322 §4.5 calls obsolete.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, out int nameLength, out int colon)
    {
        nameLength = line.IndexOfAnyExcept(NameBytes);
        colon = nameLength;
        if (nameLength is <= 0 or > LongestName)
        {
            return false;
        }

        while (colon < line.Length && line[colon] is (byte)' ' or (byte)'\t' && colon - nameLength < LongestName)
        {
            colon++;
        }

        return colon < line.Length && line[colon] == ':';
    }

    /// <summary>A name that prose would hardly begin a line with.</summary>
    public static bool IsWellKnown(ReadOnlySpan<byte> name)
    {
        if (StartsWith(name, "Content-"u8) || StartsWith(name, "X-"u8) || StartsWith(name, "List-"u8) || StartsWith(name, "ARC-"u8))
        {
            return true;
        }

        foreach (var known in WellKnown)
        {
            if (Is(name, known))
            {
                return true;
            }
        }

        return false;
    }

    public static bool Is(ReadOnlySpan<byte> given, string name) => Ascii.EqualsIgnoreCase(given, name);

    private static bool StartsWith(ReadOnlySpan<byte> name, ReadOnlySpan<byte> prefix) =>
        name.Length > prefix.Length && Ascii.EqualsIgnoreCase(name[..prefix.Length], prefix);
}
