namespace HeadDesk.Mail.Sasl;

/// <summary>Who logs in and by what proof. Never shows the proof.</summary>
public abstract class MailCredential
{
    private protected MailCredential(string user)
    {
        Refuse(user, nameof(user));
        User = user;
    }

    public string User { get; }

    /// <summary>Starts the best mechanism that the server offers and this credential can feed; null when there is none.</summary>
    /// <param name="offered">The server's mechanism names.</param>
    public abstract ISaslMechanism? ChooseMechanism(IReadOnlyCollection<string> offered);

    public override string ToString() => $"{User} (***)";

    /// <summary>NUL separates fields in PLAIN (RFC 4616 §2) and ends lines in some servers; CR and LF would begin a new command.</summary>
    private protected static void Refuse(string value, string name)
    {
        if (value.Length == 0)
        {
            throw new ArgumentException("must not be empty", name);
        }

        if (value.AsSpan().ContainsAny('\0', '\r', '\n'))
        {
            throw new ArgumentException("must not contain NUL or a line break", name);
        }
    }
}
