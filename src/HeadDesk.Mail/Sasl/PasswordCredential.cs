namespace HeadDesk.Mail.Sasl;

/// <summary>A login name and its password, sent as UTF-8.</summary>
public sealed class PasswordCredential : MailCredential
{
    public PasswordCredential(string user, string password)
        : base(user)
    {
        Refuse(password, nameof(password));
        Password = password;
    }

    /// <summary>For protocols with a login of their own beside SASL (IMAP's LOGIN).</summary>
    internal string Password { get; }

    public override ISaslMechanism? ChooseMechanism(IReadOnlyCollection<string> offered)
    {
        if (offered.Contains(PlainMechanism.MechanismName, StringComparer.OrdinalIgnoreCase))
        {
            return new PlainMechanism(User, Password);
        }

        return offered.Contains(LoginMechanism.MechanismName, StringComparer.OrdinalIgnoreCase) ? new LoginMechanism(User, Password) : null;
    }
}
