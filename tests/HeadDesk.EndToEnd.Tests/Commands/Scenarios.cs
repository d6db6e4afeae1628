namespace HeadDesk.EndToEnd.Tests.Commands;

/// <summary>One scenario for each command. Their letters arrive in this order: the counts come before anything has changed.</summary>
internal static class Scenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        .. QuestionScenarios.Counts, .. AssignmentScenarios.All, .. StatusScenarios.All, .. WritingScenarios.All,
        .. TriageScenarios.All, .. HousekeepingScenarios.All, .. QuestionScenarios.All,
    ];
}
