using HeadDesk.MailServers;

namespace HeadDesk.EndToEnd.Tests.Walking;

/// <summary>One ticket of the walk: what was done to it, and everything that may therefore be true of it.</summary>
internal sealed class WalkedTicket(MailAccount requester, Cast cast, TicketState opened, string openingId)
{
    /// <summary>More than two acts between two rounds would leave too much open to say anything.</summary>
    private const int MaxPending = 2;

    private readonly List<Act> _pending = [];
    private readonly List<MailAccount> _readers = [requester];
    private List<TicketState> _possible = [opened];
    private bool _alone;

    public MailAccount Requester => _readers[0];

    /// <summary>The requester, and who takes part beside them: copied in, or brought by a merge.</summary>
    public IReadOnlyList<MailAccount> Readers => _readers;

    /// <summary>Who knows the thread and takes no part: an answer of theirs belongs here, and they are written nothing.</summary>
    public List<MailAccount> Outsiders { get; } = [];

    /// <summary>Those of them whom staff took out and who have not written since: nobody but staff brings them back.</summary>
    public HashSet<MailAccount> TakenOut { get; } = [];

    public TicketRules Rules => field ??= new TicketRules(cast, _readers);

    /// <summary>Given by the desk; 0 until it has been seen.</summary>
    public int Number { get; set; }

    public string Name => Number == 0 ? "new ticket" : $"HD-{Number}";

    public string OpeningId => openingId;

    /// <summary>Message-ID of each mail that lies in the ticket's home, and which customer wrote it; null for staff and bounces.</summary>
    public Dictionary<string, MailAccount?> Messages { get; } = new() { [openingId] = requester };

    public IEnumerable<string> Received => Messages.Where(m => m.Value is not null).Select(m => m.Key);

    /// <summary>Replies from the shared account; they stay in Sent.</summary>
    public List<string> Sent { get; } = [];

    /// <summary>How many more of a mail may lie there because somebody copied it.</summary>
    public Dictionary<string, int> Copies { get; } = [];

    /// <summary>Message-IDs of bounces; they lie with the ticket's other mail.</summary>
    public List<string> Bounces { get; } = [];

    /// <summary>Number and first mail of the tickets that went into this one: what names them belongs here.</summary>
    public List<(int Number, string OpeningId)> Merged { get; } = [];

    /// <summary>The customer's mail that surely came last; null where that is open, and where only the first is left.</summary>
    public string? LastAnswer { get; set; }

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

    /// <summary>INBOX is numbered anew.</summary>
    public void Shuffle()
    {
        for (var i = 0; i < _pending.Count; i++)
        {
            _pending[i] = _pending[i] with { IsShuffled = _pending[i].Way == Way.Mail };
        }
    }

    /// <summary>Who copies a mail takes its copies along.</summary>
    public void Copied(string message) => Copies[message] = (2 * Copies.GetValueOrDefault(message)) + 1;

    public void Join(MailAccount other)
    {
        Admit(other);
        if (!_readers.Contains(other))
        {
            _readers.Add(other);
            Outsiders.Remove(other);
        }
    }

    /// <summary>Who it was stays in copy.</summary>
    public void IsFor(MailAccount other)
    {
        Join(other);
        _readers.Remove(other);
        _readers.Insert(0, other);
    }

    public void TakeOut(MailAccount other)
    {
        _readers.Remove(other);
        Outsiders.Add(other);
        TakenOut.Add(other);
    }

    public void Admit(MailAccount other) => TakenOut.Remove(other);

    /// <summary>Its last mail becomes a ticket of its own, for who wrote that mail; whom staff took out stays out there, too.</summary>
    public WalkedTicket Split(string message, TicketState state)
    {
        Messages.Remove(message, out var writer);
        Copies.Remove(message, out var copies);
        LastAnswer = null;
        IsSpent = true;
        var opened = new WalkedTicket(writer!, cast, state, message) { IsSpent = true };
        opened.Copies[message] = copies;
        opened.TakenOut.UnionWith(TakenOut.Where(o => o != writer));
        opened.Outsiders.AddRange(opened.TakenOut);
        return opened;
    }

    /// <summary>Design §3: all its mail is the other ticket's from now on, and its requester takes part there.</summary>
    public void MergeInto(WalkedTicket target)
    {
        IsGone = true;
        target.Merged.Add((Number, OpeningId));
        target.Merged.AddRange(Merged);
        if (!target.TakenOut.Contains(Requester))
        {
            target.Join(Requester);
        }

        target.LastAnswer = null;
        target.Outsiders.AddRange(_readers.Concat(Outsiders).Except(target.Readers).Except(target.Outsiders));
        target.TakenOut.UnionWith(TakenOut.Except(target.Readers));
        target.Sent.AddRange(Sent);
        target.Bounces.AddRange(Bounces);
        foreach (var (id, writer) in Messages)
        {
            target.Messages.Add(id, writer);
            target.Copies[id] = Copies.GetValueOrDefault(id);
        }

        Messages.Clear();
        Sent.Clear();
        Bounces.Clear();
    }

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
