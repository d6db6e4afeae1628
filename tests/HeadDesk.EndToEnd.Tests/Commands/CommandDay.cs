using System.Text;
using System.Text.Json.Nodes;
using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers;

namespace HeadDesk.EndToEnd.Tests.Commands;

/// <summary>All scenarios in one day at the desk: one round for the customers' requests, one for everything that staff write.</summary>
/// <param name="asProgram">Each round is a start of the built program; else the same round in this process, which is quicker.</param>
internal sealed class CommandDay(MailServerSet servers, bool asProgram, CancellationToken cancellationToken) : IDisposable
{
    private const int WidestLine = 78;
    private readonly Dictionary<string, Stage> _stages = [];
    private readonly Dictionary<int, JsonArray> _histories = [];

    public TestDesk Desk { get; private set; } = null!;

    public IReadOnlyList<MailAccount> Staff { get; private set; } = [];

    public IReadOnlyDictionary<int, JsonNode> Tickets { get; private set; } = new Dictionary<int, JsonNode>();

    public IReadOnlyDictionary<string, Stage> Stages => _stages;

    public async Task PlayAsync()
    {
        var erin = servers.CreateAccount();
        var frank = servers.CreateAccount();
        Desk = new TestDesk(servers, c => Configure(c, erin.Address, frank.Address), asProgram);
        Staff = [Desk.Alice, Desk.Bob, erin, frank];
        await Desk.RunOnceAsync(cancellationToken);

        var number = 0;
        foreach (var scenario in Scenarios.All)
        {
            var requests = Enumerable.Range(0, scenario.Requests).Select(_ => servers.CreateOutsider("carol"))
                .Select(c => new Request(c, new Letter(c.Address, Desk.Address, $"Printer on fire ({scenario.Command})", scenario.Text), ++number));
            _stages.Add(scenario.Command, new Stage(this, [.. requests]));
        }

        await ArriveAsync(_stages.Values.SelectMany(s => s.Requests).Select(r => r.Letter));
        foreach (var scenario in Scenarios.All)
        {
            scenario.Play(_stages[scenario.Command]);
        }

        await ArriveAsync(_stages.Values.SelectMany(s => s.Letters));
        Tickets = (await Desk.TicketsAsync(cancellationToken)).ToDictionary(t => (int)t!["number"]!, t => t!);
    }

    /// <summary>Every mail lies once, where its ticket belongs.</summary>
    public void AssertFiled()
    {
        var placed = Desk.Mailbox.AllMessages().Where(m => !m.Flags.Contains('T')).ToLookup(m => m.MessageId!); // Without UIDPLUS an original that was copied on is only marked.
        Assert.All(placed, mail => Assert.Single(mail));
        foreach (var request in Stages.Values.SelectMany(s => s.Requests))
        {
            var ticket = Tickets[request.Number];
            if ((string)ticket["status"]! != "merged")
            {
                Assert.Equal((request.Number, HomeOf(ticket)), (request.Number, placed[$"<{request.Letter.MessageId}>"].Single().Folder));
            }
        }
    }

    /// <summary>What people got fits a terminal, and nothing of a template or its marks is left in it.</summary>
    public void AssertTidy()
    {
        var sent = Staff.Concat(Stages.Values.SelectMany(s => s.Requests).Select(r => r.Customer)).SelectMany(a => a.Messages()).ToList();
        Assert.True(sent.Count > 100, $"{sent.Count} mails");
        Assert.All(sent, mail =>
        {
            var text = Stage.TextOf(mail);
            Assert.DoesNotContain("\n\n\n", text, StringComparison.Ordinal);
            Assert.DoesNotContain("**", text, StringComparison.Ordinal);
            Assert.DoesNotContain("{{", text, StringComparison.Ordinal);
            if (mail.Header("Auto-Submitted") is not null)
            {
                Assert.All(text.Split('\n').Where(l => l.Contains(' ', StringComparison.Ordinal)), l => Assert.InRange(l.TrimEnd().Length, 0, WidestLine));
            }
        });
    }

    public void Dispose() => Desk?.Dispose();

    public MailAccount Outsider(string name) => servers.CreateOutsider(name);

    public async Task<JsonArray> HistoryAsync(int number) =>
        _histories.TryGetValue(number, out var known) ? known : _histories[number] = (await Desk.TicketAsync(number, cancellationToken))["entries"]!.AsArray();

    // Straight to Dovecot, which keeps their order; what the desk sends goes by Exim.
    private async Task ArriveAsync(IEnumerable<Letter> letters)
    {
        await servers.DeliverLmtpAsync(letters.Select(l => (new Envelope(l.From, l.To), (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(l.ToString()))), cancellationToken);
        await Desk.RunOnceAsync(cancellationToken);
    }

    private static string HomeOf(JsonNode ticket) => ((string)ticket["status"]!, (string?)ticket["assignee"]) switch
    {
        ("spam", _) => "Junk",
        (_, null) => "INBOX",
        ("resolved" or "closed", var who) => $"{who}/Closed",
        (_, var who) => who,
    };

    private static void Configure(JsonObject configuration, string erin, string frank)
    {
        configuration["desk"]!["staffTrust"] = "from-header";
        configuration["desk"]!["firstReplyTakes"] = false;
        configuration["staff"]!.AsArray().Add(new JsonObject { ["name"] = "erin", ["addresses"] = new JsonArray(erin) });
        configuration["staff"]!.AsArray().Add(new JsonObject { ["name"] = "frank", ["addresses"] = new JsonArray(frank) });
        configuration["teams"] = new JsonObject { ["network"] = new JsonArray("erin", "frank") };
        configuration["duty"] = new JsonObject
        {
            ["people"] = new JsonArray("bob", "frank"), ["period"] = "52w", ["start"] = DateTime.UtcNow.AddDays(-7).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        };
        configuration["incident"] = new JsonObject { ["responders"] = new JsonArray("bob") };
    }
}
