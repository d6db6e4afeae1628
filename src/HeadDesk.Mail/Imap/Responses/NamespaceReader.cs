using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Imap.Responses;

/// <summary>
/// namespace-response = "NAMESPACE" SP namespace SP namespace SP namespace; namespace = nil / "(" 1*namespace-descr ")", RFC 9051 §9;
/// namespace-descr = "(" string SP (DQUOTE QUOTED-CHAR DQUOTE / nil) [extensions] ")"
/// </summary>
internal static class NamespaceReader
{
    /// <param name="lexer">Behind the word and its space.</param>
    /// <param name="names">How the server writes names.</param>
    /// <param name="most">Further ones are read and not kept.</param>
    /// <param name="personal">Takes the namespaces of the first kind; other users' and shared ones are passed over.</param>
    public static bool TryRead(ref ImapLexer lexer, MailboxNames names, int most, List<MailboxNamespace> personal)
    {
        if (lexer.TryWord("NIL"u8))
        {
            return true;
        }

        if (!lexer.TryByte('('))
        {
            return false;
        }

        while (!lexer.TryByte(')'))
        {
            lexer.TrySpace();
            if (!lexer.TryByte('(') || !lexer.TryAString(out var prefix) || !lexer.TrySpace() || !lexer.TryNString(out var delimiter, out _))
            {
                return false;
            }

            while (!lexer.TryByte(')'))
            {
                if (!lexer.TrySpace() || !lexer.TrySkipValue())
                {
                    return false;
                }
            }

            if (personal.Count < most)
            {
                personal.Add(new MailboxNamespace(names.Decode(prefix), delimiter is [var single] ? (char)single : null));
            }
        }

        return true;
    }
}
