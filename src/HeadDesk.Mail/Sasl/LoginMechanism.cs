using System.Text;

namespace HeadDesk.Mail.Sasl;

/// <summary>
/// LOGIN, never standardised (draft-murchison-sasl-login): the server prompts for the name, then for the password. The
/// prompts' wording differs between servers, so only their order counts.
/// </summary>
internal sealed class LoginMechanism(string user, string password) : ISaslMechanism
{
    public const string MechanismName = "LOGIN";

    private int step;

    public string Name => MechanismName;

    public bool IsClientFirst => false;

    public byte[]? Respond(ReadOnlySpan<byte> challenge) => step++ switch
    {
        0 => Encoding.UTF8.GetBytes(user),
        1 => Encoding.UTF8.GetBytes(password),
        _ => null,
    };

    public override string ToString() => $"LOGIN {user} (***)";
}
