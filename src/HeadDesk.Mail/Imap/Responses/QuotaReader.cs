using System.Text;
using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Imap.Responses;

/// <summary>
/// quota-response = "QUOTA" SP quota-root-name SP "(" [quota-resource *(SP quota-resource)] ")", RFC 9208 §7;
/// quota-resource = resource-name SP resource-usage SP resource-limit. Courier leaves the list of a root without limits out.
/// </summary>
internal static class QuotaReader
{
    /// <param name="lexer">Behind the word and its space.</param>
    /// <param name="most">Further ones are read and not kept.</param>
    /// <param name="limits">Takes them.</param>
    public static bool TryRead(ref ImapLexer lexer, int most, List<QuotaLimit> limits)
    {
        if (!lexer.TryAString(out var root))
        {
            return false;
        }

        lexer.TrySpace();
        if (lexer.AtEnd)
        {
            return true;
        }

        if (!lexer.TryByte('('))
        {
            return false;
        }

        var name = Encoding.Latin1.GetString(root);
        while (!lexer.TryByte(')'))
        {
            lexer.TrySpace();
            if (!lexer.TryAtom(out var resource) || !lexer.TrySpace() || !lexer.TryNumber64(out var usage) || !lexer.TrySpace() || !lexer.TryNumber64(out var limit))
            {
                return false;
            }

            if (limits.Count < most)
            {
                limits.Add(new QuotaLimit(name, Encoding.ASCII.GetString(resource).ToUpperInvariant(), usage, limit));
            }
        }

        return true;
    }
}
