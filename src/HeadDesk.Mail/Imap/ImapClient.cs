using HeadDesk.Mail.Imap.Commands;
using HeadDesk.Mail.Imap.Moving;
using HeadDesk.Mail.Imap.Session;
using HeadDesk.Mail.Imap.Wire;
using HeadDesk.Mail.Net;
using HeadDesk.Mail.Sasl;

namespace HeadDesk.Mail.Imap;

/// <summary>
/// An IMAP4rev1 and IMAP4rev2 client (RFC 3501, RFC 9051). Commands may be started before earlier ones have ended; they are
/// sent and answered in the order of their calls. A refused command is a <see cref="MailCommandException"/> and leaves the
/// client usable; a <see cref="MailProtocolException"/> ends it. A command that is cancelled while the server works on it is
/// answered into the void and the client stays usable.
/// </summary>
public sealed class ImapClient : IAsyncDisposable
{
    private static readonly TimeSpan LongestIdle = TimeSpan.FromMinutes(29); // RFC 2177 §3

    private readonly ImapSession session;

    private ImapClient(MailConnection connection, ImapOptions options) => session = new ImapSession(connection, options);

    /// <summary>What the server can do now; the list changes with TLS and with login.</summary>
    public ImapCapabilities Capabilities => session.State.Capabilities;

    /// <summary>The mailbox selected last; null before, and after a selection that failed.</summary>
    public SelectedMailbox? Selected => session.State.Selected;

    /// <summary>Logged in, also by PREAUTH.</summary>
    public bool IsAuthenticated { get; private set; }

    public bool IsSecure => session.Connection.IsSecure;

    /// <summary>The server's verified certificate; null without TLS.</summary>
    public PeerCertificate? Certificate => session.Connection.Certificate;

    /// <summary>Folder names travel as UTF-8: IMAP4rev2 or UTF8=ACCEPT.</summary>
    public bool UsesUtf8 => session.State.Names.Utf8;

    /// <summary>Told what the server says unasked, on the thread that reads: it must be quick and must not wait for the client.</summary>
    public Action<ImapUpdate>? OnUpdate
    {
        get => session.State.OnUpdate;
        set => session.State.OnUpdate = value;
    }

    /// <summary>Connects, takes the greeting, runs STARTTLS where asked for and learns the capabilities.</summary>
    public static async Task<ImapClient> ConnectAsync(MailEndpoint endpoint, ImapOptions options, CancellationToken cancellationToken)
    {
        var connection = await MailConnection.ConnectAsync(endpoint, options.Connection, cancellationToken);
        return await OpenAsync(connection, endpoint.Security, options, cancellationToken);
    }

    /// <summary>The same over a connection that is already there, which becomes the client's own.</summary>
    public static async Task<ImapClient> OpenAsync(
        MailConnection connection, ConnectionSecurity security, ImapOptions options, CancellationToken cancellationToken)
    {
        var client = new ImapClient(connection, options);
        try
        {
            client.IsAuthenticated = await Handshake.GreetAsync(client.session, security, cancellationToken);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Logs in by the best SASL mechanism both sides know, or LOGIN where there is none and LOGINDISABLED is not said; then
    /// says ID and enables what the options ask for. After PREAUTH only the latter.
    /// </summary>
    public async Task AuthenticateAsync(MailCredential credential, CancellationToken cancellationToken)
    {
        if (!IsAuthenticated)
        {
            await Handshake.LogInAsync(session, credential, cancellationToken);
            IsAuthenticated = true;
        }

        await Handshake.IntroduceAsync(session, cancellationToken);
    }

    /// <inheritdoc cref="AuthenticateAsync(MailCredential, CancellationToken)"/>
    public Task AuthenticateAsync(string user, string password, CancellationToken cancellationToken) =>
        AuthenticateAsync(new PasswordCredential(user, password), cancellationToken);

    /// <summary>All mailboxes that match; "*" any characters, "%" any but the delimiter.</summary>
    public Task<IReadOnlyList<MailboxEntry>> ListAsync(string pattern, CancellationToken cancellationToken) =>
        session.RunAsync(new ListCommand(pattern, withStatus: false), cancellationToken);

    /// <summary>The same with the status of each: one round trip with LIST-STATUS, else one STATUS for each, pipelined.</summary>
    public Task<IReadOnlyList<MailboxEntry>> ListWithStatusAsync(string pattern, CancellationToken cancellationToken) =>
        MailboxLister.ListAsync(session, pattern, cancellationToken);

    /// <summary>
    /// UIDNEXT and UIDVALIDITY of these mailboxes: one round trip with LIST-STATUS, else pipelined STATUS. A mailbox that is missing in
    /// the answer does not exist, or cannot be looked into.
    /// </summary>
    public Task<IReadOnlyDictionary<string, MailboxStatus>> StatusOfAsync(IReadOnlyList<string> mailboxes, CancellationToken cancellationToken) =>
        MailboxLister.StatusOfAsync(session, mailboxes, cancellationToken);

    /// <summary>
    /// Asks the server to tell, during IDLE, of mail that comes to or goes from these mailboxes too (RFC 5465). A mailbox that does not
    /// exist is passed over.
    /// </summary>
    public Task NotifyAsync(IReadOnlyList<string> mailboxes, CancellationToken cancellationToken) => Capabilities.Notify
        ? session.RunAsync(new NotifyCommand(mailboxes), cancellationToken)
        : throw MailCommandException.Unsupported(session.State.Peer, "NOTIFY");

    /// <summary>NOTIFY is in force: false before, after a refusal, and once the server has given up telling (NOTIFICATIONOVERFLOW).</summary>
    public bool IsNotified => session.State.IsNotified;

    public Task<MailboxStatus> StatusAsync(string mailbox, CancellationToken cancellationToken) =>
        session.RunAsync(new StatusCommand(mailbox), cancellationToken);

    /// <summary>Where mailboxes of one's own may be made, in the server's order; none where the server does not tell.</summary>
    public async Task<IReadOnlyList<MailboxNamespace>> PersonalNamespacesAsync(CancellationToken cancellationToken) =>
        Capabilities.Namespace ? await session.RunAsync(new NamespaceCommand(), cancellationToken) : [];

    /// <summary>The limits that count for this mailbox; none where it has no quota.</summary>
    public Task<IReadOnlyList<QuotaLimit>> QuotaAsync(string mailbox, CancellationToken cancellationToken) => Capabilities.Quota
        ? session.RunAsync(new QuotaCommand(mailbox), cancellationToken)
        : throw MailCommandException.Unsupported(session.State.Peer, "QUOTA");

    public Task<SelectedMailbox> SelectAsync(string mailbox, CancellationToken cancellationToken) =>
        MailboxSelector.SelectAsync(session, mailbox, readOnly: false, cancellationToken);

    /// <summary>SELECT that cannot change anything.</summary>
    public Task<SelectedMailbox> ExamineAsync(string mailbox, CancellationToken cancellationToken) =>
        MailboxSelector.SelectAsync(session, mailbox, readOnly: true, cancellationToken);

    /// <summary>
    /// Fetches all of the set at once. Sections longer than <see cref="ImapLimits.BodyInMemory"/> go to the stream that
    /// <paramref name="openSink"/> opens; without one they are kept in memory up to <see cref="ImapLimits.FetchInMemory"/>.
    /// When the fetch fails, streams it opened are disposed.
    /// </summary>
    public Task<FetchResult> FetchAsync(UidSet uids, FetchItems items, OpenBodySink? openSink, CancellationToken cancellationToken) =>
        MessageFetcher.FetchAsync(session, uids, items, openSink, cancellationToken);

    /// <inheritdoc cref="FetchAsync(UidSet, FetchItems, OpenBodySink?, CancellationToken)"/>
    public Task<FetchResult> FetchAsync(UidSet uids, FetchItems items, CancellationToken cancellationToken) =>
        FetchAsync(uids, items, null, cancellationToken);

    /// <summary>
    /// Fetches chunk by chunk, the next chunk on its way while the present one is looked at; memory holds two chunks. Other
    /// commands may be run in between. A set that ends in "*" is one chunk.
    /// </summary>
    public IAsyncEnumerable<FetchResult> FetchChunksAsync(
        UidSet uids, FetchItems items, int chunkSize, OpenBodySink? openSink, CancellationToken cancellationToken) =>
        MessageFetcher.FetchChunksAsync(session, uids, items, chunkSize, openSink, cancellationToken);

    /// <summary>UIDs of the selected mailbox that match.</summary>
    public Task<UidSet> SearchAsync(SearchQuery query, CancellationToken cancellationToken) =>
        session.RunAsync(new SearchCommand(query), cancellationToken);

    /// <summary>
    /// Moves out of the selected mailbox: UID MOVE; without it a copy, verified, then UID EXPUNGE of exactly the originals;
    /// without UIDPLUS these are only marked \Deleted. A missing destination is a refusal with
    /// <see cref="ImapResponseCode.TryCreate"/>.
    /// </summary>
    /// <param name="uids">Of the selected mailbox.</param>
    /// <param name="destination">Another one.</param>
    /// <param name="cancellationToken">Ends the wait; the server may go on.</param>
    /// <param name="again">
    /// An earlier call for some of these may have been cut short. On servers without MOVE it may have got as far as the copy: what lies
    /// in the destination already, byte for byte, is then not copied a second time. MOVE leaves nothing half done.
    /// </param>
    public Task<MoveResult> MoveAsync(UidSet uids, string destination, CancellationToken cancellationToken, bool again = false) =>
        new MailboxMover(session).MoveAsync(uids, destination, again, cancellationToken);

    public async Task StoreFlagsAsync(UidSet uids, FlagChange change, MessageFlags flags, CancellationToken cancellationToken)
    {
        foreach (var part in UidSetBuilder.SplitForCommands(uids))
        {
            await session.RunAsync(new StoreCommand(part, change, flags), cancellationToken);
        }
    }

    /// <summary>Stores a message, CRLF line ends and all, as the stream holds it from its position on.</summary>
    /// <param name="mailbox">The destination.</param>
    /// <param name="flags">To begin with.</param>
    /// <param name="received">What becomes its INTERNALDATE; null for now.</param>
    /// <param name="message">Read to <paramref name="length"/> bytes; should it end early, the connection is lost.</param>
    /// <param name="length">In bytes.</param>
    /// <param name="cancellationToken">Cancelled in the middle of the message, the connection is lost.</param>
    public Task<AppendResult> AppendAsync(
        string mailbox, MessageFlags flags, DateTimeOffset? received, Stream message, long length, CancellationToken cancellationToken) =>
        session.RunAsync(new AppendCommand(mailbox, flags, received, message, length), cancellationToken);

    public Task CreateAsync(string mailbox, CancellationToken cancellationToken) =>
        session.RunAsync(new CreateCommand(mailbox), cancellationToken);

    public Task SubscribeAsync(string mailbox, CancellationToken cancellationToken) =>
        session.RunAsync(new SubscribeCommand(mailbox), cancellationToken);

    /// <summary>Gives the server occasion to tell of changes.</summary>
    public Task NoopAsync(CancellationToken cancellationToken) => session.RunAsync(new NoopCommand(), cancellationToken);

    /// <summary>
    /// Waits for news of the selected mailbox, and after <see cref="NotifyAsync"/> of others, at most 29 minutes. Returns at once when
    /// mail was announced to have come or gone since the last wait or selection. Ends also when another command is sent on this client. Cancelling leaves the client usable.
    /// </summary>
    public async Task<IdleEnd> IdleAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        if (!Capabilities.Idle)
        {
            throw MailCommandException.Unsupported(session.State.Peer, "IDLE");
        }

        if (session.State.TakeNews())
        {
            return IdleEnd.News;
        }

        return await session.RunAsync(new IdleCommand(limit < LongestIdle ? limit : LongestIdle), cancellationToken);
    }

    /// <summary>Says goodbye; the client is to be disposed afterwards.</summary>
    public Task LogoutAsync(CancellationToken cancellationToken) => session.RunAsync(new LogoutCommand(), cancellationToken);

    /// <summary>Closes without a goodbye; commands still waiting end with <see cref="MailProtocolException"/>.</summary>
    public ValueTask DisposeAsync() => session.DisposeAsync();
}
