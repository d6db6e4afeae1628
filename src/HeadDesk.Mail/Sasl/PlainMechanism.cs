using System.Text;

namespace HeadDesk.Mail.Sasl;

/// <summary>RFC 4616: <c>message = [authzid] NUL authcid NUL passwd</c>, without an authorization identity.</summary>
internal sealed class PlainMechanism(string user, string password) : ISaslMechanism
{
    public const string MechanismName = "PLAIN";

    private bool done;

    public string Name => MechanismName;

    public bool IsClientFirst => true;

    public byte[]? Respond(ReadOnlySpan<byte> challenge)
    {
        if (done)
        {
            return null;
        }

        done = true;
        return Encoding.UTF8.GetBytes($"\0{user}\0{password}");
    }

    public override string ToString() => $"PLAIN {user} (***)";
}
