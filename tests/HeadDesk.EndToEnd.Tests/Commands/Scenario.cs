namespace HeadDesk.EndToEnd.Tests.Commands;

/// <summary>One command from the mail that gives it to what came of it.</summary>
/// <param name="Command">Its name in the table.</param>
/// <param name="Play">What people write once the customers' requests are tickets.</param>
/// <param name="CheckAsync">What must be so after one round.</param>
internal sealed record Scenario(string Command, Action<Stage> Play, Func<Stage, Task> CheckAsync)
{
    /// <summary>So many customers open a ticket each.</summary>
    public int Requests { get; init; } = 1;

    /// <summary>What they write about.</summary>
    public string Text { get; init; } = "It burns.";
}
