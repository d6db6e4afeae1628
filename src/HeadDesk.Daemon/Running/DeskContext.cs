using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Health;
using HeadDesk.Daemon.Intake;
using HeadDesk.Daemon.Sending;
using HeadDesk.Rules.Classification;
using HeadDesk.Rules.Clock;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Threading;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;
using HeadDesk.Store.Blobs;

namespace HeadDesk.Daemon.Running;

/// <summary>Everything of one desk. Nothing about a desk is global: whoever works for a desk is given this.</summary>
internal sealed class DeskContext
{
    public DeskContext(HeadDeskOptions options, TokenSigner signer, IDeskStore store, IBlobStore blobs, NoticeComposer composer, TimeProvider time, bool once = false)
    {
        (Options, Store, Blobs, Composer, Time) = (options, store, blobs, composer, time);
        Settings = DeskSettingsFactory.Create(options);
        Desk = new Desk(Settings, signer);
        StaffDesk = new StaffDesk(Settings, signer, Desk);
        Timekeeper = new Timekeeper(Settings, signer, once ? TimeSpan.Zero : null);
        LooksAhead = once ? options.Clock.NoticeDelay.OnTheClock : TimeSpan.Zero;
        Reminders = new ReminderWriter(Settings, signer);
        Digests = new DigestWriter(Settings, signer);
        Threader = new Threader(Settings, signer);
        StaffProof = new StaffProof(Settings, signer);
        Classifier = new ClassifierSettings
        {
            OwnAddresses = [Settings.Address.Address, .. Settings.Aliases],
            IsOwnMessageId = id => signer.TryRead(id, out _),
        };
    }

    public HeadDeskOptions Options { get; }

    public DeskSettings Settings { get; }

    public Desk Desk { get; }

    /// <summary>Decides about what staff write.</summary>
    public StaffDesk StaffDesk { get; }

    /// <summary>Says what is due on a ticket, and when the clock must look at it.</summary>
    public Timekeeper Timekeeper { get; }

    public ReminderWriter Reminders { get; }

    public DigestWriter Digests { get; }

    public Threader Threader { get; }

    public StaffProof StaffProof { get; }

    public ClassifierSettings Classifier { get; }

    public IDeskStore Store { get; }

    public IBlobStore Blobs { get; }

    public NoticeComposer Composer { get; }

    public TimeProvider Time { get; }

    public DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>A single round tells at once what would rest for a moment, also what an earlier process left resting.</summary>
    public TimeSpan LooksAhead { get; }

    /// <summary>When the whole mailbox was last looked at; null before the first time.</summary>
    public DateTimeOffset? LastRound { get; set; }

    /// <summary>How the loops of this desk are; the same after a reload.</summary>
    public Vitals Vitals { get; set; } = new(TimeProvider.System);

    /// <summary>Staff names, the one who has been on duty longest first.</summary>
    public async ValueTask<IReadOnlyList<string>> OnDutyAsync(IDeskTransaction transaction, DateTimeOffset now, CancellationToken cancellationToken) =>
        [.. new DutyRoster(Settings).At(now, await DutySwaps.ReadAsync(transaction, cancellationToken)).Select(m => m.Name)];

    /// <summary>Set when there is something in the outbox or in the filing queue.</summary>
    public Signal OutboxFilled { get; } = new();

    public Signal FilingsQueued { get; } = new();
}
