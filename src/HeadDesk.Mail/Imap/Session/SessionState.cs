using HeadDesk.Mail.Imap.Responses;
using HeadDesk.Mail.Imap.Wire;
using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Imap.Session;

/// <summary>
/// What is known of the server and the selected mailbox. Written by the reading loop only.
/// </summary>
internal sealed class SessionState(string peer, ImapOptions options)
{
    private volatile ImapCapabilities capabilities = ImapCapabilities.None;
    private volatile SelectedMailbox? selected;
    private int news;
    private int newsElsewhere;
    private volatile bool notified;

    public string Peer { get; } = peer;

    public ImapOptions Options { get; } = options;

    public ImapLimits Limits => Options.Limits;

    public MailboxNames Names { get; } = new(1000);

    public ImapCapabilities Capabilities => capabilities;

    /// <summary>False after TLS or login until the server has listed its capabilities anew.</summary>
    public bool KnowsCapabilities { get; private set; }

    public SelectedMailbox? Selected => selected;

    /// <summary>NOTIFY is in force.</summary>
    public bool IsNotified
    {
        get => notified;
        set => notified = value;
    }

    /// <summary>LOGOUT was sent: BYE and the end of the stream are what is wanted.</summary>
    public bool IsClosing { get; set; }

    public Action<ImapUpdate>? OnUpdate { get; set; }

    /// <summary>The words ENABLED named.</summary>
    public HashSet<string> Enabled { get; } = new(StringComparer.OrdinalIgnoreCase);

    public LiteralMode Literals => Capabilities.LiteralPlus ? LiteralMode.Plus
        : Capabilities.LiteralMinus ? LiteralMode.Minus
        : LiteralMode.Synchronising;

    /// <summary>What was said before TLS or login is not believed after it (RFC 9051 §6.2.1).</summary>
    public void ForgetCapabilities() => KnowsCapabilities = false;

    public void Learn(IEnumerable<string> words)
    {
        capabilities = new ImapCapabilities(words);
        KnowsCapabilities = true;
        Names.Utf8 = Names.Utf8 || (capabilities.Rev2 && !capabilities.Rev1);
    }

    public void Select(SelectedMailbox? mailbox)
    {
        selected = mailbox;
        Interlocked.Exchange(ref news, 0);
    }

    /// <summary>True once after mail was announced to have come or gone, here or (NOTIFY) elsewhere: IDLE would not tell of it again.</summary>
    public bool TakeNews() => (Interlocked.Exchange(ref news, 0) | Interlocked.Exchange(ref newsElsewhere, 0)) != 0;

    /// <summary>Another mailbox than the selected one changed: an untagged STATUS that nobody asked for (RFC 5465 §4).</summary>
    public void ChangedElsewhere() => Volatile.Write(ref newsElsewhere, 1);

    public void Enable(IEnumerable<string> words)
    {
        Enabled.UnionWith(words);
        Names.Utf8 = Names.Utf8 || Enabled.Contains("UTF8=ACCEPT");
    }

    /// <summary>Follows what every response means for the state, whether or not a command took it.</summary>
    public void Follow(StatusResponse status)
    {
        switch (status.Code)
        {
            case ImapResponseCode.Capability:
                Learn(status.Words);
                break;
            case ImapResponseCode.Alert:
                OnUpdate?.Invoke(new ImapUpdate.Alert(MailException.Quote(status.Text)));
                break;
            case ImapResponseCode.NotificationOverflow:
                notified = false;
                ChangedElsewhere();
                break;
            case ImapResponseCode.HighestModSeq when Selected is { } mailbox:
                mailbox.HighestModSeq = status.Number;
                break;
        }
    }

    public void Exists(uint count)
    {
        if (Selected is { } mailbox)
        {
            if (count > mailbox.Exists)
            {
                Volatile.Write(ref news, 1);
            }

            mailbox.Exists = count;
        }

        OnUpdate?.Invoke(new ImapUpdate.Exists(count));
    }

    /// <param name="number">The message sequence number.</param>
    /// <param name="ours">A command of our own took it away: no news.</param>
    public void Expunged(uint number, bool ours)
    {
        Shrink(1, ours);
        OnUpdate?.Invoke(new ImapUpdate.Expunged(number));
    }

    /// <inheritdoc cref="Expunged"/>
    public void Vanished(UidSet uids, bool earlier, bool ours)
    {
        if (!earlier)
        {
            Shrink(uids.Count, ours);
        }

        OnUpdate?.Invoke(new ImapUpdate.Vanished(uids));
    }

    private void Shrink(long count, bool ours)
    {
        if (Selected is { } mailbox)
        {
            if (!ours)
            {
                Volatile.Write(ref news, 1);
            }

            mailbox.Exists = (uint)Math.Max(0, mailbox.Exists - count);
        }
    }
}
