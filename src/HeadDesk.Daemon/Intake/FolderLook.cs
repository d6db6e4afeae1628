using HeadDesk.Daemon.Configuration;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;

namespace HeadDesk.Daemon.Intake;

/// <summary>One look at one folder: what is new in it, how far the look has come, and which mail is older than the desk.</summary>
internal sealed class FolderLook
{
    /// <summary>Clocks differ: mail is only called older than the desk by its date when the date is that much older.</summary>
    private static readonly TimeSpan ClockMargin = TimeSpan.FromDays(1);

    private readonly Baseline _baseline;
    private readonly SortedSet<uint> _undecided;
    private readonly FolderState _before;
    private readonly uint _highest;

    /// <param name="before">What is on record of the folder, brought up to its present UIDVALIDITY.</param>
    /// <param name="renumbered">The folder's UIDVALIDITY changed: every known mail in it has merely got a new number.</param>
    /// <param name="uids">The UIDs that are new.</param>
    /// <param name="highest">Everything up to here has been decided once all of <paramref name="uids"/> have.</param>
    public FolderLook(FolderState before, bool renumbered, Baseline baseline, IEnumerable<uint> uids, uint highest)
    {
        _before = before;
        _baseline = baseline;
        _undecided = [.. uids];
        _highest = Math.Max(highest, before.LastUid);
        Renumbered = renumbered;
    }

    /// <summary>No folder at all: mail that was brought in, or is only thought through.</summary>
    public static FolderLook Elsewhere(bool quiet = true) =>
        new(new FolderState("INBOX", 0, 0, uint.MaxValue, 0, DateTimeOffset.UnixEpoch), false, quiet ? Baseline.Quiet : Baseline.Process, [], 0);

    public bool Renumbered { get; }

    public FolderUse Use { get; init; } = FolderUse.Queue;

    public string Folder => _before.Folder;

    public bool IsQuiet(RawMail mail) =>
        _baseline != Baseline.Process
        && (mail.Location.Uid < _before.BaselineUid || mail.ReceivedAt < _before.FirstSeen - ClockMargin);

    /// <summary>It lay in the folder before the first look at it: whoever put it there did so before there was a desk to tell.</summary>
    public bool WasThere(uint uid) => _baseline != Baseline.Process && uid < _before.BaselineUid;

    /// <summary>It arrived before the folder was first looked at.</summary>
    public bool Predates(RawMail mail) => mail.ReceivedAt < _before.FirstSeen;

    /// <summary>It was passed over when the folder was first looked at, and would be new now that the folder has other numbers.</summary>
    public bool WasIgnored(RawMail mail) => _baseline == Baseline.Ignore && Renumbered && Predates(mail);

    /// <summary>A batch is decided, but for the mail whose new place is still to be explained.</summary>
    public void Decided(IEnumerable<ReadMail> batch, IReadOnlyList<Sighting> open)
    {
        foreach (var mail in batch)
        {
            if (open.All(s => s.Location != mail.Raw.Location))
            {
                _undecided.Remove(mail.Raw.Location.Uid);
            }
        }
    }

    public void Decided(uint uid) => _undecided.Remove(uid);

    /// <summary>LastUid goes up to just below the first mail that is not decided yet: a crash never skips one.</summary>
    public FolderState Progress() => _before with { LastUid = _undecided.Count > 0 ? Math.Max(_before.LastUid, _undecided.Min - 1) : _highest };
}
