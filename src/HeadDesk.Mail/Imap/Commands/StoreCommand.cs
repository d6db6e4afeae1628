using HeadDesk.Mail.Imap.Session;
using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Imap.Commands;

/// <summary>UID STORE SP set SP ["+" / "-"] "FLAGS.SILENT" SP flag-list, RFC 9051 §6.4.6.</summary>
internal sealed class StoreCommand(UidSet uids, FlagChange change, MessageFlags flags) : PlainCommand
{
    public override string Name => "UID STORE";

    public override void Write(CommandWriter writer, SessionState state)
    {
        if (flags.Keywords.FirstOrDefault(keyword => keyword.Length == 0 || keyword.AsSpan().ContainsAnyExcept(ImapChars.Keyword)) is { } bad)
        {
            throw new ArgumentException($"'{bad}' cannot be a keyword: RFC 9051 allows atoms.", nameof(writer));
        }

        var sign = change switch { FlagChange.Add => "+", FlagChange.Remove => "-", _ => "" };
        writer.Raw("UID STORE "u8).Raw(uids.ToString()).Raw($" {sign}FLAGS.SILENT ").Raw(flags.ToString());
    }
}
