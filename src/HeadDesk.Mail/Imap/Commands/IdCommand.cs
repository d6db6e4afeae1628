using HeadDesk.Mail.Imap.Session;
using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Imap.Commands;

/// <summary>ID SP "(" string SP nstring … ")", RFC 2971. What the server answers is of no use but in the wire log.</summary>
internal sealed class IdCommand(IReadOnlyDictionary<string, string> fields) : PlainCommand
{
    public override string Name => "ID";

    public override void Write(CommandWriter writer, SessionState state)
    {
        writer.Raw("ID "u8);
        var separator = "(";
        foreach (var (name, value) in fields)
        {
            writer.Raw(separator).String(name).Raw(" "u8).String(value);
            separator = " ";
        }

        writer.Raw(")"u8);
    }
}
