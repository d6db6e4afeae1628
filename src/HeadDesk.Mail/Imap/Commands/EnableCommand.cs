using HeadDesk.Mail.Imap.Session;
using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Imap.Commands;

/// <summary>ENABLE 1*(SP capability), RFC 9051 §6.3.1; the session follows ENABLED.</summary>
internal sealed class EnableCommand(IReadOnlyList<string> words) : PlainCommand
{
    public override string Name => "ENABLE";

    public override void Write(CommandWriter writer, SessionState state) => writer.Raw($"ENABLE {string.Join(' ', words)}");
}
