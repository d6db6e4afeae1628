using HeadDesk.Daemon.Configuration;
using HeadDesk.Rules.Staff;

namespace HeadDesk.Daemon.Tests.Configuration;

public sealed class ConfigurationLoaderTests : IDisposable
{
    private const string Good = """
        {
          // comments are welcome
          "desk": { "name": "Example Support", "address": "support@example.com", "staffTrust": "from-header" },
          "imap": { "host": "127.0.0.1", "port": 143, "security": "none", "user": "u", "passwordFile": "secret" },
          "smtp": { "host": "localhost", "port": 25, "security": "starttls" },
          "staff": [ { "name": "alice", "addresses": ["alice@example.com"] } ],
        }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("headdesk-config-");

    public ConfigurationLoaderTests() => File.WriteAllText(Path.Combine(_folder.FullName, "secret"), "s3cret\n");

    [Fact]
    public void GoodFile_IsRead()
    {
        var loaded = Load(Good);
        Assert.Equal(StaffTrust.FromHeader, loaded.Options.Desk.StaffTrust);
        Assert.Equal(Security.StartTls, loaded.Options.Smtp.Security);
        Assert.Equal(Path.Combine(_folder.FullName, "data"), loaded.DataDirectory);
        var alice = Assert.Single(DeskSettingsFactory.Create(loaded.Options).Staff);
        Assert.Equal(("alice", "alice", StaffRole.Agent), (alice.DisplayName, alice.Folder, alice.Role));
    }

    [Fact]
    public void SchemaKey_IsForEditors() => Assert.NotNull(Load(Good.Replace("// comments are welcome", "\"$schema\": \"headdesk.schema.json\",", StringComparison.Ordinal)));

    [Fact]
    public void Environment_OverridesFile()
    {
        Environment.SetEnvironmentVariable("HEADDESK__Desk__TicketPrefix", "SUP");
        try
        {
            Assert.Equal("SUP", Load(Good).Options.Desk.TicketPrefix);
        }
        finally
        {
            Environment.SetEnvironmentVariable("HEADDESK__Desk__TicketPrefix", null);
        }
    }

    [Theory]
    [InlineData("\"security\": \"none\", \"user\"", "\"sekurity\": \"none\", \"user\"", "unknown key imap.sekurity, did you mean security?")]
    [InlineData("\"port\": 143", "\"port\": \"many\"", "imap.port: \"many\" is not a whole number")]
    [InlineData("\"port\": 143", "\"port\": 70000", "imap.port: \"70000\" is wrong, wanted: a port from 1 to 65535")]
    [InlineData("\"port\": 143", "\"pollInterval\": \"soon\"", "imap.pollInterval: \"soon\" is not a number with s, m, h, d, bh or bd")]
    [InlineData("\"port\": 143", "\"maxMessageSize\": \"huge\"", "imap.maxMessageSize: \"huge\" is not a size such as \"50MB\"")]
    [InlineData("\"security\": \"none\", \"user\"", "\"security\": \"ssl\", \"user\"", "imap.security: \"ssl\" is not one of tls, starttls, none")]
    [InlineData("127.0.0.1", "mail.example.com", "imap.security: \"none\" is only for loopback hosts")]
    [InlineData("\"secret\"", "\"nowhere\"", "imap.passwordFile: cannot read")]
    [InlineData("\"name\": \"Example Support\", ", "", "desk.name: missing")]
    [InlineData("\"name\": \"alice\"", "\"nmae\": \"alice\"", "unknown key staff.0.nmae, did you mean name?")]
    [InlineData("[\"alice@example.com\"]", "[]", "staff.0.addresses: missing, wanted: at least one mail address")]
    [InlineData("[\"alice@example.com\"]", "[\"support@example.com\"]", "is the desk's own address")]
    [InlineData("\"desk\": {", "\"desk\": { \"assignNewTo\": \"zoe\",", "desk.assignNewTo: \"zoe\" is not the name of a staff member")]
    [InlineData("\"staff\"", "\"calendar\": { \"timeZone\": \"Mars\" }, \"staff\"", "calendar.timeZone: \"Mars\" is not a time zone")]
    [InlineData("\"staff\"", "\"calendar\": { \"hours\": { \"mon-fri\": \"8 to 5\" } }, \"staff\"", "calendar.hours.mon-fri: \"8 to 5\" is not hours")]
    [InlineData("\"staff\"", "\"calendar\": { \"hours\": { \"mon-fri\": \"closed\" } }, \"staff\"", "calendar.hours: the desk is not open at any time within a year")]
    [InlineData("\"staff\"", "\"calendar\": { \"holidays\": [\"25.12.2026\"] }, \"staff\"", "calendar.holidays: \"25.12.2026\" is not a date")]
    [InlineData("\"staff\"", "\"calendar\": { \"holidayFile\": \"none.ics\" }, \"staff\"", "none.ics: no such file")]
    [InlineData("\"staff\"", "\"calendar\": { \"holidayFile\": \"secret\" }, \"staff\"", "it is not an iCalendar file")]
    [InlineData("\"staff\"", "\"clock\": { \"reopenWindow\": \"2bd\" }, \"staff\"", "clock.reopenWindow: \"2bd\" is wrong")]
    [InlineData("\"staff\"", "\"clock\": { \"digestAt\": \"8am\" }, \"staff\"", "clock.digestAt: \"8am\" is not a time of day")]
    [InlineData("\"staff\"", "\"duty\": { \"people\": [\"zoe\"] }, \"staff\"", "duty.people: \"zoe\" is not the name of a staff member")]
    [InlineData("\"staff\"", "\"duty\": { \"people\": [\"alice\", \"alice\"] }, \"staff\"", "duty.people: \"alice\" is given twice")]
    [InlineData("\"staff\"", "\"duty\": { \"people\": [\"alice\"], \"size\": 2 }, \"staff\"", "duty.size: \"2\" is wrong, wanted: a number from 1 to how many people there are (1)")]
    [InlineData("\"staff\"", "\"duty\": { \"size\": 0 }, \"staff\"", "duty.size: \"0\" is wrong")]
    [InlineData("\"staff\"", "\"duty\": { \"period\": \"2bd\" }, \"staff\"", "duty.period: \"2bd\" is not a number with w or d")]
    [InlineData("\"staff\"", "\"duty\": { \"start\": \"monday\" }, \"staff\"", "duty.start: \"monday\" is not a date")]
    [InlineData("\"user\": \"u\"", "\"user\": {}", "imap.user: missing")]
    [InlineData("\"port\": 143", "\"authentication\": \"oauth2\"", "oauth2.provider: missing, wanted: google, microsoft or custom, since imap.authentication is \"oauth2\"")]
    [InlineData("\"port\": 143", "\"authentication\": \"token\"", "imap.authentication: \"token\" is not one of password, oauth2")]
    [InlineData("\"staff\"", "\"oauth2\": { \"provider\": \"gmail\" }, \"staff\"", "oauth2.provider: \"gmail\" is not one of google, microsoft, custom")]
    [InlineData("\"secret\"", "\".\"", "imap.passwordFile: cannot read")]
    [InlineData("\"secret\"", "\"credential:imap\"", "imap.passwordFile: cannot read credential:imap: wanted: the name of a systemd credential")]
    [InlineData("\"staff\"", "\"teams\": \"network\", \"staff\"", "teams: \"network\" is not a list")]
    [InlineData("\"staff\"", "\"teams\": { \"network\": \"bob\" }, \"staff\"", "teams.network: \"bob\" is not a list")]
    [InlineData("[ { \"name\": \"alice\", \"addresses\": [\"alice@example.com\"] } ]", "\"alice\"", "staff: \"alice\" is not a list")]
    [InlineData("[ { \"name\": \"alice\", \"addresses\": [\"alice@example.com\"] } ]", "{ \"name\": \"alice\" }", "staff.name: \"alice\" is not a section")]
    [InlineData("[ { \"name\": \"alice\", \"addresses\": [\"alice@example.com\"] } ]", "[ \"alice\" ]", "staff.0: \"alice\" is not a section")]
    [InlineData("\"staff\"", "\"log\": \"debug\", \"staff\"", "log: \"debug\" is not a section")]
    [InlineData("\"staff\"", "\"log\": [\"debug\"], \"staff\"", "unknown key log.0")]
    [InlineData("\"staff\"", "\"imap\": { \"port\": 1 }, \"staff\"", "duplicate key")]
    [InlineData("\"port\": 143", "\"idle\": \"maybe\"", "imap.idle: \"maybe\" is not true or false")]
    [InlineData("\"port\": 143", "\"port\": 1e3", "imap.port: \"1e3\" is not a whole number")]
    [InlineData("\"staff\"", "\"alerts\": { \"webhook\": \"hook/s3cret\" }, \"staff\"", "alerts.webhook: it is wrong, wanted: an http or https address")]
    [InlineData("\"desk\": {", "\"desk\": { \"$schema\": \"x\",", "unknown key desk.$schema")]
    [InlineData("\"user\": \"u\"", "\"user\": [\"a\", \"b\"]", "imap.user: a single value is wanted")]
    public void Mistake_IsNamedWithKeyValueAndRemedy(string right, string wrong, string expected)
    {
        Assert.Contains(right, Good, StringComparison.Ordinal);
        var e = Assert.Throws<ConfigurationException>(() => Load(Good.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
        Assert.DoesNotContain("s3cret", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Calendar_IsMadeOfHoursHolidaysAndFile()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "days.ics"), "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20200501\nRRULE:FREQ=YEARLY\nEND:VEVENT\nEND:VCALENDAR\n");
        var calendar = DeskSettingsFactory.Create(Load(Good.Replace("\"staff\"", """
            "calendar": { "timeZone": "Europe/Berlin", "hours": { "mon-fri": "08:00-17:00", "sat": "closed" }, "holidays": ["2026-04-30"], "holidayFile": "days.ics" }, "staff"
            """, StringComparison.Ordinal)).Options).Calendar;
        var closing = new DateTimeOffset(2026, 4, 29, 17, 0, 0, TimeSpan.FromHours(2));
        Assert.Equal(new DateTimeOffset(2026, 5, 4, 8, 0, 0, TimeSpan.FromHours(2)), calendar.NextOpening(closing));
    }

    [Fact]
    public void Duty_IsRead()
    {
        var settings = DeskSettingsFactory.Create(Load(Good.Replace("\"staff\"", """
            "duty": { "people": ["alice"], "period": "10d", "start": "2026-03-02" }, "clock": { "digestAt": "07:15" }, "staff"
            """, StringComparison.Ordinal)).Options);
        Assert.Equal(["alice"], settings.Duty.People);
        Assert.Equal((1, 10, new DateOnly(2026, 3, 2)), (settings.Duty.Size, settings.Duty.Period.Days, settings.Duty.Start));
        Assert.Equal(new TimeOnly(7, 15), settings.DigestAt);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    public void DigestWithoutATime_IsOff(string value) =>
        Assert.Null(DeskSettingsFactory.Create(Load(Good.Replace("\"staff\"", $"\"clock\": {{ \"digestAt\": {value} }}, \"staff\"", StringComparison.Ordinal)).Options).DigestAt);

    [Fact]
    public void BrokenJson_NamesLine()
    {
        var e = Assert.Throws<ConfigurationException>(() => Load("{\n  \"desk\": {,\n}"));
        Assert.Contains("line 2", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingFile_IsNamed() =>
        Assert.Contains("no such file", Assert.Throws<ConfigurationException>(() => ConfigurationLoader.Load(Path.Combine(_folder.FullName, "none.json"))).Message, StringComparison.Ordinal);

    public void Dispose() => _folder.Delete(recursive: true);

    private LoadedConfiguration Load(string json)
    {
        var file = Path.Combine(_folder.FullName, "headdesk.json");
        File.WriteAllText(file, json);
        return ConfigurationLoader.Load(file);
    }
}
