using HeadDesk.MailServers;

namespace HeadDesk.EndToEnd.Tests.Walking;

/// <summary>One ticket of the walk: what was done to it, and everything that may therefore be true of it.</summary>
internal sealed class WalkedTicket(MailAccount requester, Cast cast, TicketState opened, string openingId)
{
    /// <summary>More than two acts between two rounds would leave too much open to say anything.</summary>
    private const int MaxPending = 2;

    private readonly List<Act> _pending = [];
    private List<TicketState> _possible = [opened];
    private bool _alone;

    public MailAccount Requester => requester;

    public TicketRules Rules { get; } = new(cast);

    /// <summary>Given by the desk; 0 until it has been seen.</summary>
    public int Number { get; set; }

    public string OpeningId => openingId;

    /// <summary>Message-ID of each mail that lies in the ticket's home, and whether the customer wrote it.</summary>
    public Dictionary<string, bool> Messages { get; } = new() { [openingId] = true };

    /// <summary>Replies from the shared account; they stay in Sent.</summary>
    public List<string> Sent { get; } = [];

    /// <summary>How many more of a mail may lie there because somebody copied it.</summary>
    public Dictionary<string, int> Copies { get; } = [];

    /// <summary>Who takes part beside the requester: copied in, or brought by a merge.</summary>
    public List<MailAccount> Others { get; } = [];

    /// <summary>Message-ID of what those wrote, and of bounces: none of it is the requester's.</summary>
    public HashSet<string> FromOthers { get; } = [];

    /// <summary>Message-IDs of bounces; they lie with the ticket's other mail.</summary>
    public List<string> Bounces { get; } = [];

    /// <summary>Number and first mail of the tickets that went into this one: what names them belongs here.</summary>
    public List<(int Number, string OpeningId)> Merged { get; } = [];

    /// <summary>Texts of relays that came with those.</summary>
    public List<string> MergedRelays { get; } = [];

    /// <summary>It went into another ticket, with everything on it.</summary>
    public bool IsGone { get; private set; }

    /// <summary>The requester has been used for a further request.</summary>
    public bool IsSpent { get; set; }

    public bool MayAct => !IsGone && !_alone && _pending.Count < MaxPending;

    public bool IsQuiet => _pending.Count == 0;

    public IReadOnlyList<TicketState> Possible => _possible;

    /// <summary>Before whatever is pending: nothing else is known for sure.</summary>
    public bool IsSurely(Func<TicketState, bool> condition) => _possible.TrueForAll(s => condition(s));

    /// <param name="alone">Nothing else until the desk has seen it: its outcome hangs on the state that it meets.</param>
    public void Did(Act act, bool alone = false)
    {
        _pending.Add(act);
        _alone |= alone;
    }

    /// <summary>Who copies a mail takes its copies along.</summary>
    public void Copied(string message) => Copies[message] = (2 * Copies.GetValueOrDefault(message)) + 1;

    public void Join(MailAccount other)
    {
        Others.Add(other);
        Rules.Readers.Add(other.Address);
    }

    /// <summary>Design §3: all its mail is the other ticket's from now on, and its requester takes part there.</summary>
    public void MergeInto(WalkedTicket target)
    {
        target.MergedRelays.AddRange(Relays(_possible[0]));
        IsGone = true;
        target.Merged.Add((Number, OpeningId));
        target.Join(Requester);
        target.FromOthers.UnionWith(Messages.Keys);
        target.Sent.AddRange(Sent);
        target.Bounces.AddRange(Bounces);
        foreach (var (id, byCustomer) in Messages)
        {
            target.Messages.Add(id, byCustomer);
            target.Copies[id] = Copies.GetValueOrDefault(id);
        }

        Messages.Clear();
        Sent.Clear();
        Bounces.Clear();
    }

    /// <summary>The texts that staff have sent to the requester, and what merged tickets brought of that kind.</summary>
    public IEnumerable<string> Relays(TicketState state) => IsGone
        ? []
        : state.Mails.Where(m => m.StartsWith($"{requester.Address} relay ", StringComparison.Ordinal)).Select(m => Letters.Text(m[(m.LastIndexOf(' ') + 1)..])).Concat(MergedRelays);

    /// <summary>A whole round has ended: all that was done has been seen.</summary>
    public void Seen()
    {
        _possible = [.. _possible.SelectMany(s => Act.Together(s, _pending)).DistinctBy(s => s.Text)];
        _pending.Clear();
        _alone = false;
    }

    /// <summary>Only what was found to be so stays possible.</summary>
    /// <returns>False, with all possibilities kept for the message, where none is left.</returns>
    public bool Keep(Func<TicketState, bool> found)
    {
        var left = _possible.FindAll(s => found(s));
        _possible = left.Count > 0 ? left : _possible;
        return left.Count > 0;
    }

    public string Expected() => string.Join("\n   or ", _possible.Select(s => s.Text));
}
