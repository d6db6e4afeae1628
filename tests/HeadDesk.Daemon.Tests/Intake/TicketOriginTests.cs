using HeadDesk.Daemon.Intake;
using HeadDesk.Rules.Staff;
using HeadDesk.Rules.Tickets;
using HeadDesk.Store;
using NSubstitute;

namespace HeadDesk.Daemon.Tests.Intake;

public class TicketOriginTests
{
    private static readonly DeskSettings Settings = new()
    {
        Address = new Party("Support", "support@example.com"),
        Staff = [new StaffMember("alice", "Alice", ["alice@example.com"], "alice", StaffRole.Agent)],
    };

    [Theory]
    [InlineData(false, "Person:carol@customer.example")]
    [InlineData(true, "Machine:cron@host.example")]
    [InlineData(true, "Machine:cron@host.example", "Person:alice@example.com")]
    [InlineData(true, "Machine:cron@host.example", "Desk:support@example.com")]
    [InlineData(false, "Machine:cron@host.example", "Person:carol@customer.example")]
    [InlineData(false, "Person:alice@example.com")]
    [InlineData(false, ":carol@customer.example", "Machine:cron@host.example")]
    [InlineData(false, "Person:")]
    [InlineData(true)]
    public async Task TicketIsAMachines_WhereNoPersonOutsideWrote(bool expected, params string[] messages)
    {
        var transaction = Substitute.For<IDeskTransaction>();
        transaction.MessagesOfAsync(7, Arg.Any<CancellationToken>()).Returns([.. messages.Select((m, i) => Message(i, m.Split(':')))]);
        Assert.Equal(expected, await TicketOrigin.IsMachineAsync(transaction, 7, Settings, CancellationToken.None));
    }

    private static StoredMessage Message(int id, string[] parts) => new(
        id, $"d{id}", null, null, 1, DateTimeOffset.UnixEpoch, 7, IntakeOutcome.Done, parts[1].Length > 0 ? parts[1] : null, parts[0].Length > 0 ? Enum.Parse<MessageOrigin>(parts[0]) : null);
}
