namespace HeadDesk.EndToEnd.Tests.Walking;

/// <summary>The addresses of those who act on one ticket.</summary>
internal sealed record Cast(string Requester, string Alice, string Bob)
{
    public string AddressOf(string staff) => staff == "alice" ? Alice : Bob;
}
