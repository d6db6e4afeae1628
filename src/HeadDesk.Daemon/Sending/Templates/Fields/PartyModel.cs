using HeadDesk.Rules.Tickets;

namespace HeadDesk.Daemon.Sending.Templates.Fields;

/// <summary>A person, or the desk.</summary>
internal sealed class PartyModel(string name, string address)
{
    [Field("may be empty")]
    public string Name => name;

    [Field("the mail address")]
    public string Address => address;

    [Field("both, or the address alone")]
    public string Full => name.Length == 0 ? address : address.Length == 0 ? name : $"{name} <{address}>";

    public static PartyModel Of(Party? party) => new(Addressee.NameOf(party) ?? "", party?.Address ?? "");
}
