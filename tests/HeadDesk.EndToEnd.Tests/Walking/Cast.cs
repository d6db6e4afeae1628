namespace HeadDesk.EndToEnd.Tests.Walking;

/// <summary>The addresses of staff.</summary>
internal sealed record Cast(string Alice, string Bob)
{
    /// <summary>Only an admin takes spam back by mail (design §7).</summary>
    public const string Admin = "alice";

    public string AddressOf(string staff) => staff == "alice" ? Alice : Bob;
}
