using HeadDesk.Mail.Imap.Session;
using HeadDesk.Mail.Imap.Responses;
using HeadDesk.Mail.Imap.Wire;
using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Imap.Commands;

/// <summary>UID SEARCH, with RETURN (ALL) where the server answers in ranges. RFC 9051 §6.4.4, RFC 4731.</summary>
internal sealed class SearchCommand(SearchQuery query) : ImapCommand<UidSet>
{
    private readonly List<UidRange> found = [];

    public override string Name => "UID SEARCH";

    public override void Write(CommandWriter writer, SessionState state)
    {
        writer.Raw(state.Capabilities.ESearch ? "UID SEARCH RETURN (ALL) "u8 : "UID SEARCH "u8);
        if (query.NeedsCharset && !state.Names.Utf8)
        {
            writer.Raw("CHARSET UTF-8 "u8); // forbidden once UTF8=ACCEPT is on, RFC 6855 §3
        }

        query.Write(writer);
    }

    public override Claim Take(ref Untagged data, SessionState state) => data.Kind switch
    {
        UntaggedKind.Search => TakeNumbers(ref data.Lexer, state),
        UntaggedKind.ESearch => TakeRanges(ref data.Lexer, state),
        _ => Claim.NotMine,
    };

    protected override UidSet Result(StatusResponse status, SessionState state) => UidSetBuilder.Normalise(found);

    // "SEARCH" *(SP nz-number) [SP "(MODSEQ" SP mod-sequence-value ")"]
    private Claim TakeNumbers(ref ImapLexer lexer, SessionState state)
    {
        while (lexer.TryNumber(out var uid))
        {
            if (uid == 0)
            {
                return Claim.Malformed;
            }

            Add(new UidRange(uid, uid), state);
            lexer.TrySpace();
        }

        return lexer.AtEnd || lexer.Peek == '(' ? Claim.Taken : Claim.Malformed;
    }

    // "ESEARCH" [SP "(TAG" SP string ")"] [SP "UID"] *(SP search-return-data)
    private Claim TakeRanges(ref ImapLexer lexer, SessionState state)
    {
        if (lexer.TryByte('('))
        {
            if (!lexer.TryWord("TAG"u8) || !lexer.TrySpace() || !lexer.TryAString(out var tag) || !lexer.TryByte(')'))
            {
                return Claim.Malformed;
            }

            if (!System.Text.Ascii.Equals(tag, Tag))
            {
                return Claim.NotMine;
            }
        }

        while (lexer.TrySpace() || !lexer.AtEnd)
        {
            if (lexer.TryWord("UID"u8))
            {
                continue;
            }

            if (lexer.TryWord("ALL"u8) && lexer.TrySpace() && lexer.TryItemName(out var set))
            {
                if (!UidSetBuilder.TryParseRanges(set, state.Limits.SearchResults, out var ranges))
                {
                    return Claim.Malformed;
                }

                ranges.ForEach(range => Add(range, state));
            }
            else if (!lexer.TrySkipValue())
            {
                return Claim.Malformed;
            }
        }

        return Claim.Taken;
    }

    private void Add(UidRange range, SessionState state)
    {
        if (found.Count >= state.Limits.SearchResults)
        {
            throw MailProtocolException.LimitExceeded(state.Peer, "SEARCH answer", $"{state.Limits.SearchResults} numbers");
        }

        if (found.Count > 0 && range.First == (long)found[^1].Last + 1)
        {
            found[^1] = found[^1] with { Last = range.Last };
        }
        else
        {
            found.Add(range);
        }
    }
}
