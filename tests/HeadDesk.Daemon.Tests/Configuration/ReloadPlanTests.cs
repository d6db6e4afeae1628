using HeadDesk.Daemon.Configuration;

namespace HeadDesk.Daemon.Tests.Configuration;

public sealed class ReloadPlanTests : IDisposable
{
    private const string Before = """
        {
          "desk": { "name": "Example Support", "address": "support@example.com" },
          "imap": { "host": "127.0.0.1", "security": "none", "user": "u", "password": "s3cret" },
          "smtp": { "host": "127.0.0.1", "security": "none" },
          "staff": [ { "name": "alice", "addresses": ["alice@example.com"] } ],
          "teams": { "network": ["alice"] }
        }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("headdesk-plan-");

    [Theory]
    [InlineData("\"alice@example.com\"", "\"alice@example.com\", \"a@example.com\"", "staff.0", "")]
    [InlineData("\"staff\"", "\"calendar\": { \"hours\": { \"mon\": \"08:00-12:00\" } }, \"staff\"", "calendar.hours", "")]
    [InlineData("\"staff\"", "\"clock\": { \"closeAfter\": \"6d\" }, \"notices\": { \"newMail\": \"off\" }, \"staff\"", "clock.closeAfter notices.newMail", "")]
    [InlineData("\"staff\"", "\"templates\": { \"directory\": \"words\" }, \"alerts\": { \"after\": \"1h\" }, \"staff\"", "alerts.after templates.directory", "")]
    [InlineData("{ \"network\": [\"alice\"] }", "{}", "teams.network", "")]
    [InlineData("Example Support", "Other", "desk.name", "")]
    [InlineData("support@example.com", "help@example.com", "", "desk.address")]
    [InlineData("\"s3cret\"", "\"other\"", "", "imap.password")]
    [InlineData("\"staff\"", "\"store\": { \"provider\": \"sqlite\" }, \"log\": { \"level\": \"debug\" }, \"staff\"", "", "log.level")]
    [InlineData("\"user\": \"u\"", "\"user\": \"u\", \"port\": 994, \"pollInterval\": \"10s\"", "", "imap.pollInterval imap.port")]
    [InlineData("\"name\": \"Example Support\", \"address\"", "\"name\": \"Other\", \"ticketPrefix\": \"SUP\", \"address\"", "desk.name", "desk.ticketPrefix")]
    [InlineData("\"staff\"", "\"clock\": { \"closeAfter\": \"5d\" }, \"staff\"", "", "")]
    public void Change_IsTakenOrWaits(string before, string after, string taken, string waiting)
    {
        Assert.Contains(before, Before, StringComparison.Ordinal);
        var plan = ReloadPlan.Of(Load(Before), Load(Before.Replace(before, after, StringComparison.Ordinal)));
        Assert.Equal((taken, waiting), (string.Join(' ', plan.Taken), string.Join(' ', plan.Waiting)));
    }

    [Fact]
    public void WhatWaits_KeepsItsOldValue_WhatIsTakenHasItsNewOne()
    {
        var (present, read) = (Load(Before), Load(Before.Replace("127.0.0.1", "localhost", StringComparison.Ordinal).Replace("Example Support", "Other", StringComparison.Ordinal).Replace("\"alice\"", "\"al\"", StringComparison.Ordinal)));
        var next = ReloadPlan.Of(present, read).Next;
        Assert.Equal(("127.0.0.1", "Other", "al"), (next.Options.Imap.Host, next.Options.Desk.Name, next.Options.Staff[0].Name));
        Assert.Equal((present.DataDirectory, present.File), (next.DataDirectory, next.File));
        Assert.Equal(("127.0.0.1", "Example Support"), (present.Options.Imap.Host, present.Options.Desk.Name)); // The desk that still works is left alone.
    }

    [Fact]
    public void WhatFitsOnlyAfterARestart_IsRefused()
    {
        var read = Load(Before.Replace("support@example.com", "help@example.com", StringComparison.Ordinal).Replace("alice@example.com", "support@example.com", StringComparison.Ordinal));
        var e = Assert.Throws<ConfigurationException>(() => ReloadPlan.Of(Load(Before), read));
        Assert.Contains("restart because of desk.address", e.Message, StringComparison.Ordinal);
        Assert.Contains("is the desk's own address", e.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private LoadedConfiguration Load(string json)
    {
        var file = Path.Combine(_folder.FullName, "headdesk.json");
        File.WriteAllText(file, json);
        return ConfigurationLoader.Load(file);
    }
}
