using System.Text;
using System.Text.Json.Nodes;
using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers;

namespace HeadDesk.EndToEnd.Tests.Commands;

/// <summary>All scenarios in one day at the desk: one round for the customers' requests, one for everything that staff write.</summary>
public sealed class CommandDay(ServersFixture fixture) : IAsyncLifetime
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(4));
    private readonly Dictionary<string, Stage> _stages = [];
    private readonly Dictionary<int, JsonArray> _histories = [];

    internal TestDesk Desk { get; private set; } = null!;

    internal IReadOnlyList<MailAccount> Staff { get; private set; } = [];

    internal IReadOnlyDictionary<int, JsonNode> Tickets { get; private set; } = new Dictionary<int, JsonNode>();

    internal IReadOnlyDictionary<string, Stage> Stages => _stages;

    public async Task InitializeAsync()
    {
        var erin = fixture.Servers.CreateAccount();
        var frank = fixture.Servers.CreateAccount();
        Desk = new TestDesk(fixture.Servers, c => Configure(c, erin.Address, frank.Address));
        Staff = [Desk.Alice, Desk.Bob, erin, frank];
        await Desk.RunOnceAsync(_limit.Token);

        var number = 0;
        foreach (var scenario in Scenarios.All)
        {
            var requests = Enumerable.Range(0, scenario.Requests).Select(_ => fixture.Servers.CreateOutsider("carol"))
                .Select(c => new Request(c, new Letter(c.Address, Desk.Address, $"Printer on fire ({scenario.Command})", scenario.Text), ++number));
            _stages.Add(scenario.Command, new Stage(this, [.. requests]));
        }

        await ArriveAsync(_stages.Values.SelectMany(s => s.Requests).Select(r => r.Letter));
        foreach (var scenario in Scenarios.All)
        {
            scenario.Play(_stages[scenario.Command]);
        }

        await ArriveAsync(_stages.Values.SelectMany(s => s.Letters));
        Tickets = (await Desk.TicketsAsync(_limit.Token)).ToDictionary(t => (int)t!["number"]!, t => t!);
    }

    public Task DisposeAsync()
    {
        Desk.Dispose();
        _limit.Dispose();
        return Task.CompletedTask;
    }

    internal MailAccount Outsider(string name) => fixture.Servers.CreateOutsider(name);

    internal async Task<JsonArray> HistoryAsync(int number) =>
        _histories.TryGetValue(number, out var known) ? known : _histories[number] = (await Desk.TicketAsync(number, _limit.Token))["entries"]!.AsArray();

    // Straight to Dovecot, which keeps their order; what the desk sends goes by Exim.
    private async Task ArriveAsync(IEnumerable<Letter> letters)
    {
        await fixture.Servers.DeliverLmtpAsync(letters.Select(l => (new Envelope(l.From, l.To), (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(l.ToString()))), _limit.Token);
        await Desk.RunOnceAsync(_limit.Token);
    }

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
