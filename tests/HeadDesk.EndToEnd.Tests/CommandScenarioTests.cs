using System.Text.Json.Nodes;
using HeadDesk.EndToEnd.Tests.Commands;
using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers.Mailboxes;
using HeadDesk.Rules.Commands;

namespace HeadDesk.EndToEnd.Tests;

/// <summary>Every command as staff mail it, on real servers; all of them in one day at the desk.</summary>
[Collection(SharedServers.Name)]
public sealed class CommandScenarioTests(CommandDay day) : IClassFixture<CommandDay>
{
    private const int WidestLine = 78;

    public static TheoryData<string> Commands => new(Scenarios.All.Select(s => s.Command));

    [Fact]
    public void EveryCommand_HasItsScenario() =>
        Assert.Equal(CommandTable.All.Select(c => c.Name).Order(StringComparer.Ordinal), Scenarios.All.Select(s => s.Command).Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Commands))]
    public Task Command_DoesWhatItSays(string command) => Scenarios.All.Single(s => s.Command == command).CheckAsync(day.Stages[command]);

    [Fact]
    public void Mail_LiesInTheHomeOfItsTicket()
    {
        var placed = day.Desk.Mailbox.AllMessages().ToLookup(m => m.MessageId!);
        Assert.All(placed, mail => Assert.Single(mail));
        foreach (var request in day.Stages.Values.SelectMany(s => s.Requests))
        {
            var ticket = day.Tickets[request.Number];
            if ((string)ticket["status"]! != "merged")
            {
                Assert.Equal((request.Number, HomeOf(ticket)), (request.Number, placed[$"<{request.Letter.MessageId}>"].Single().Folder));
            }
        }
    }

    [Fact]
    public void EveryMailOfTheDesk_FitsATerminalAndIsTidy()
    {
        var sent = day.Staff.Concat(day.Stages.Values.SelectMany(s => s.Requests).Select(r => r.Customer)).SelectMany(a => a.Messages()).ToList();
        Assert.True(sent.Count > 100, $"{sent.Count} mails");
        Assert.All(sent, mail =>
        {
            var text = Stage.TextOf(mail);
            Assert.DoesNotContain("\n\n\n", text, StringComparison.Ordinal);
            Assert.DoesNotContain("**", text, StringComparison.Ordinal);
            Assert.DoesNotContain("{{", text, StringComparison.Ordinal);
            if (IsNotice(mail))
            {
                Assert.All(text.Split('\n').Where(l => l.Contains(' ', StringComparison.Ordinal)), l => Assert.InRange(l.TrimEnd().Length, 0, WidestLine));
            }
        });
    }

    private static bool IsNotice(StoredMessage mail) => mail.Header("Auto-Submitted") is not null;

    private static string HomeOf(JsonNode ticket) => ((string)ticket["status"]!, (string?)ticket["assignee"]) switch
    {
        ("spam", _) => "Junk",
        (_, null) => "INBOX",
        ("resolved" or "closed", var who) => $"{who}/Closed",
        (_, var who) => who,
    };
}
