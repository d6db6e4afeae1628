using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Imap.Responses;

/// <summary>mailbox-data = "STATUS" SP mailbox SP "(" [status-att-list] ")", RFC 9051 §7.3.4</summary>
internal static class StatusReader
{
    public static bool TryRead(ref ImapLexer lexer, MailboxNames names, out string mailbox, out MailboxStatus status)
    {
        (mailbox, status) = ("", new MailboxStatus());
        if (!lexer.TryMailbox(out var wire) || !lexer.TrySpace() || !lexer.TryByte('('))
        {
            return false;
        }

        mailbox = names.Decode(wire);
        while (!lexer.TryByte(')'))
        {
            lexer.TrySpace();
            if (!lexer.TryItemName(out var name) || !lexer.TrySpace())
            {
                return false;
            }

            if (!lexer.TryNumber64(out var value))
            {
                if (!lexer.TrySkipValue())
                {
                    return false;
                }

                continue;
            }

            var number = (uint)Math.Min(value, uint.MaxValue);
            status = System.Text.Encoding.ASCII.GetString(name).ToUpperInvariant() switch
            {
                "MESSAGES" => status with { Messages = number },
                "UIDNEXT" => status with { UidNext = number },
                "UIDVALIDITY" => status with { UidValidity = number },
                "UNSEEN" => status with { Unseen = number },
                "HIGHESTMODSEQ" => status with { HighestModSeq = value },
                _ => status,
            };
        }

        return true;
    }
}
