using System.Globalization;
using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Imap;

/// <summary>What SEARCH looks for; several conditions all have to hold. Values are never trusted to be harmless. RFC 9051 §6.4.4.</summary>
public sealed class SearchQuery
{
    private readonly List<Action<CommandWriter>> keys = [];

    public static SearchQuery All => new();

    internal bool NeedsCharset { get; private set; }

    public SearchQuery Uids(UidSet uids) => Add($"UID {(uids.IsEmpty ? throw new ArgumentException("An empty set finds nothing.", nameof(uids)) : uids)}");

    /// <summary>Header field <paramref name="name"/> holds <paramref name="value"/>, as a piece and in any case.</summary>
    public SearchQuery Header(string name, string value) => Add(writer => writer.Raw("HEADER "u8).AString(name).Raw(" "u8).String(value), name, value);

    public SearchQuery Subject(string value) => Add(writer => writer.Raw("SUBJECT "u8).String(value), value);

    public SearchQuery From(string value) => Add(writer => writer.Raw("FROM "u8).String(value), value);

    /// <summary>Received on this day or later, by the server's calendar.</summary>
    public SearchQuery Since(DateOnly day) => Add($"SINCE {Date(day)}");

    /// <summary>Received before this day.</summary>
    public SearchQuery Before(DateOnly day) => Add($"BEFORE {Date(day)}");

    public SearchQuery Larger(long bytes) => Add(string.Create(CultureInfo.InvariantCulture, $"LARGER {bytes}"));

    public SearchQuery Smaller(long bytes) => Add(string.Create(CultureInfo.InvariantCulture, $"SMALLER {bytes}"));

    public SearchQuery Seen() => Add("SEEN");

    public SearchQuery Unseen() => Add("UNSEEN");

    public SearchQuery Flagged() => Add("FLAGGED");

    public SearchQuery Answered() => Add("ANSWERED");

    public SearchQuery Deleted() => Add("DELETED");

    public SearchQuery Undeleted() => Add("UNDELETED");

    /// <summary>Changed at or after this mod-sequence; needs CONDSTORE.</summary>
    public SearchQuery ModSeq(ulong modSeq) => Add(string.Create(CultureInfo.InvariantCulture, $"MODSEQ {modSeq}"));

    /// <summary>Either of two queries.</summary>
    public SearchQuery Or(SearchQuery first, SearchQuery second)
    {
        NeedsCharset |= first.NeedsCharset || second.NeedsCharset;
        keys.Add(writer =>
        {
            writer.Raw("OR ("u8);
            first.Write(writer);
            writer.Raw(") ("u8);
            second.Write(writer);
            writer.Raw(")"u8);
        });
        return this;
    }

    internal void Write(CommandWriter writer)
    {
        if (keys.Count == 0)
        {
            writer.Raw("ALL"u8);
        }

        for (var i = 0; i < keys.Count; i++)
        {
            if (i > 0)
            {
                writer.Raw(" "u8);
            }

            keys[i](writer);
        }
    }

    private SearchQuery Add(string key) => Add(writer => writer.Raw(key));

    private SearchQuery Add(Action<CommandWriter> key, params ReadOnlySpan<string> values)
    {
        foreach (var value in values)
        {
            NeedsCharset |= !System.Text.Ascii.IsValid(value);
        }

        keys.Add(key);
        return this;
    }

    private static string Date(DateOnly day) => day.ToString("d-MMM-yyyy", CultureInfo.InvariantCulture);
}
