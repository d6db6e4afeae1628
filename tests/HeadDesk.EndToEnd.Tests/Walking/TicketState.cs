using System.Collections.Immutable;

namespace HeadDesk.EndToEnd.Tests.Walking;

/// <summary>What must be true of a ticket, by the design and not by the program (DESIGN.md §3, §6, §7).</summary>
/// <param name="Status">As `tickets list` writes it.</param>
/// <param name="Mails">Whom the desk must have written what: "address kind cause", in order.</param>
/// <param name="Words">Who answered or noted, in order.</param>
/// <param name="Relayed">The words in what staff have sent, here and on tickets that were merged into it.</param>
/// <param name="Held">Whose reply waits for #send, and the word in it.</param>
/// <param name="Brought">Replies that wait since before their ticket was merged into this one, oldest first.</param>
/// <param name="SenderIsJunk">The requester's next request goes to Junk.</param>
internal sealed record TicketState(
    string Status, string? Assignee, ImmutableList<string> Mails, ImmutableList<string> Words, ImmutableList<string> Relayed, ImmutableSortedDictionary<string, string> Held, ImmutableList<BroughtReply> Brought,
    bool SenderIsJunk)
{
    public static TicketState Opened(string requester) =>
        new("new", null, [$"{requester} acknowledged"], [], [], ImmutableSortedDictionary<string, string>.Empty, [], false);

    public static TicketState SplitOff(string? assignee) =>
        new(assignee is null ? "new" : "open", assignee, [], [], [], ImmutableSortedDictionary<string, string>.Empty, [], false);

    public static TicketState OpenedAsSpam { get; } =
        new("spam", null, [], [], [], ImmutableSortedDictionary<string, string>.Empty, [], true);

    /// <summary>Where all the ticket's mail lies.</summary>
    public string Home => (Status, Assignee) switch
    {
        ("spam", _) => "Junk",
        (_, null) => "INBOX",
        ("resolved", _) => Assignee + "/Closed",
        _ => Assignee,
    };

    /// <summary>Two states with the same text are the same state.</summary>
    public string Text =>
        $"{Status}, {Assignee ?? "nobody"}, junk {SenderIsJunk}; mails: {string.Join(", ", Mails.Order(StringComparer.Ordinal))}; words: {string.Join(", ", Words)}; relayed: {string.Join(", ", Relayed)}; {Waiting}";

    /// <summary>Some reply waits for #send.</summary>
    public bool IsWaiting => Held.Count + Brought.Count > 0;

    public bool Waits(string by) => Held.ContainsKey(by) || Brought.Exists(b => b.By == by);

    /// <summary>What waits for #send.</summary>
    public string Waiting => $"held: {string.Join(", ", Held)}; brought: {string.Join(", ", Brought)}";

    public TicketState Tell(string address, string kind, string cause = "") => this with { Mails = Mails.Add($"{address} {kind} {cause}".TrimEnd()) };
}

/// <summary>A reply that waited on a ticket which went into this one.</summary>
/// <param name="Readers">Whom that ticket was written to.</param>
internal sealed record BroughtReply(string By, string Word, ImmutableList<string> Readers)
{
    public override string ToString() => $"{By} {Word} for {string.Join('+', Readers)}";
}
