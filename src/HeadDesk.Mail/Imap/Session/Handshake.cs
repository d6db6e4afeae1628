using HeadDesk.Mail.Imap.Commands;
using HeadDesk.Mail.Imap.Responses;
using HeadDesk.Mail.Imap.Wire;
using HeadDesk.Mail.Net;
using HeadDesk.Mail.Sasl;

namespace HeadDesk.Mail.Imap.Session;

/// <summary>From the greeting to a session that may select mailboxes: STARTTLS, login, ID, ENABLE.</summary>
internal static class Handshake
{
    /// <returns>True where the server took us for logged in already: PREAUTH.</returns>
    public static async Task<bool> GreetAsync(ImapSession session, ConnectionSecurity security, CancellationToken cancellationToken)
    {
        var greeting = new GreetingCommand();
        session.Listen(greeting);
        StatusResponse status;
        try
        {
            status = await greeting.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            session.Forget(greeting);
        }

        if (security == ConnectionSecurity.StartTls)
        {
            await StartTlsAsync(session, status, cancellationToken);
        }

        await LearnCapabilitiesAsync(session, cancellationToken);
        if (!session.State.Capabilities.Rev1 && !session.State.Capabilities.Rev2)
        {
            throw MailCommandException.Unsupported(session.State.Peer, "IMAP4rev1 or IMAP4rev2");
        }

        return status.Kind == StatusKind.PreAuth;
    }

    public static async Task LogInAsync(ImapSession session, MailCredential credential, CancellationToken cancellationToken)
    {
        var state = session.State;
        var command = Choose(state, credential);
        state.ForgetCapabilities(); // they may be others now, and an answer may bring them along
        await session.RunAsync(command, cancellationToken);
        await LearnCapabilitiesAsync(session, cancellationToken);
    }

    /// <summary>Says who we are and asks for what the options want, in one go.</summary>
    public static async Task IntroduceAsync(ImapSession session, CancellationToken cancellationToken)
    {
        var (capabilities, options) = (session.State.Capabilities, session.State.Options);
        var waiting = new List<Task>();
        if (capabilities.Has("ID") && options.Identification.Count > 0)
        {
            waiting.Add(TryAsync(session, new IdCommand(options.Identification), cancellationToken));
        }

        var words = new List<string>();
        if (options.EnableUtf8 && capabilities.Utf8Accept)
        {
            words.Add("UTF8=ACCEPT");
        }

        if (options.EnableQResync && capabilities.QResync)
        {
            words.Add("QRESYNC");
        }

        if (capabilities.Enable && words.Count > 0)
        {
            waiting.Add(TryAsync(session, new EnableCommand(words), cancellationToken));
        }

        await Task.WhenAll(waiting);
    }

    // "PREAUTH" would let a man in the middle keep us from ever asking for TLS (RFC 9051 §11.3)
    private static async Task StartTlsAsync(ImapSession session, StatusResponse greeting, CancellationToken cancellationToken)
    {
        if (greeting.Kind == StatusKind.PreAuth)
        {
            throw MailProtocolException.Insecure(session.State.Peer, "it says PREAUTH where STARTTLS was wanted");
        }

        await LearnCapabilitiesAsync(session, cancellationToken);
        if (!session.State.Capabilities.StartTls)
        {
            throw MailProtocolException.Insecure(session.State.Peer, "it does not offer STARTTLS");
        }

        try
        {
            await session.RunAsync(new StartTlsCommand(), cancellationToken);
        }
        catch (MailCommandException refused)
        {
            throw MailProtocolException.Insecure(session.State.Peer, $"it offers STARTTLS and refuses it: {refused.Text}");
        }

        await session.WhenQuietAsync();
        await session.Connection.StartTlsAsync(cancellationToken);
        session.State.ForgetCapabilities();
        session.Listen();
    }

    private static async Task LearnCapabilitiesAsync(ImapSession session, CancellationToken cancellationToken)
    {
        if (!session.State.KnowsCapabilities)
        {
            await session.RunAsync(new CapabilityCommand(), cancellationToken);
        }
    }

    private static PlainCommand Choose(SessionState state, MailCredential credential)
    {
        var offered = state.Capabilities.Mechanisms;
        if (credential.ChooseMechanism(offered) is { } mechanism)
        {
            return new AuthenticateCommand(mechanism, credential.User);
        }

        return credential is PasswordCredential password && !state.Capabilities.LoginDisabled
            ? new LoginCommand(password.User, password.Password)
            : throw MailCommandException.NoLoginMechanism(
                state.Peer, credential.User, string.Join(' ', offered) + (state.Capabilities.LoginDisabled ? " LOGINDISABLED" : ""));
    }

    // courtesies: a server that refuses them is still a good server
    private static async Task TryAsync(ImapSession session, PlainCommand command, CancellationToken cancellationToken)
    {
        try
        {
            await session.RunAsync(command, cancellationToken);
        }
        catch (MailCommandException refused)
        {
            session.Connection.WireLog?.Received(session.State.Peer, $"({command.Name} was refused, going on without: {refused.Text})");
        }
    }
}
