using System.Collections.Frozen;

namespace HeadDesk.Mail.Mime.Composing;

/// <summary>Fields that the caller adds. Nothing in them can end a line, and none can take the place of the composer's own.</summary>
internal static class ExtraHeaders
{
    private const int MaxName = 76; // the name and its colon stay on one line

    private static readonly FrozenSet<string> Own = new[]
    {
        "From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Subject", "Date", "Message-ID", "In-Reply-To", "References",
        "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "Content-ID",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static void Write(HeaderWriter header, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        foreach (var (name, value) in fields)
        {
            // field-name = 1*ftext, ftext = %d33-57 / %d59-126   RFC 5322 §3.6.8
            if (name.Length is 0 or > MaxName || name.AsSpan().ContainsAnyExceptInRange('!', '~') || name.Contains(':'))
            {
                throw new ArgumentException("a header field's name is not one", nameof(fields));
            }

            if (Own.Contains(name))
            {
                throw new ArgumentException($"{name} is written from the message's own properties", nameof(fields));
            }

            foreach (var rune in value.EnumerateRunes())
            {
                if (HeaderText.IsUnsafe(rune))
                {
                    throw new ArgumentException($"{name}: the value contains a line break or another control character", nameof(fields));
                }
            }

            header.Begin(name);
            UnstructuredText.Write(header, value.Trim());
            header.End();
        }
    }
}
