using HeadDesk.Rules.Notices.Wording;
using HeadDesk.Rules.Threading;

namespace HeadDesk.Rules.Tickets;

/// <summary>Subjects as tickets and notices carry them.</summary>
internal static class Subjects
{
    /// <summary>RFC 5322 §2.1.1 leaves 998 for a line; a person reads far less.</summary>
    private const int MaxLength = 250;

    /// <summary>Without identifiers, so that somebody else's number never rides along; never empty.</summary>
    public static string ForTicket(string subject, string prefix)
    {
        var plain = SubjectTag.Strip(subject, prefix);
        if (plain.Length > MaxLength)
        {
            var cut = char.IsHighSurrogate(plain[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
            plain = string.Concat(plain.AsSpan(0, cut), "…");
        }

        return plain.Length == 0 ? Words.NoSubject : plain;
    }
}
