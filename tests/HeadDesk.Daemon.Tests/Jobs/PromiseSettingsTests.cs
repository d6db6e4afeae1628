using System.Security.Cryptography;
using System.Text.Json;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Jobs;
using HeadDesk.Rules.Calendar;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Daemon.Tests.Jobs;

public sealed class PromiseSettingsTests
{
    [Fact]
    public void Digest_IsThatOfTheWholeClockAndCalendarByReflection()
    {
        var options = Options();

        // The stores of earlier versions hold this form; another would work out all tickets anew.
        var json = JsonSerializer.SerializeToUtf8Bytes(new { options.Clock, options.Calendar });
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(json)), PromiseSettings.DigestOf(options));
    }

    [Fact]
    public void ChangedTarget_ChangesTheDigest()
    {
        var changed = Options();
        changed.Clock.Targets[0].Update = new Duration(4, DurationUnit.BusinessDays);

        Assert.NotEqual(PromiseSettings.DigestOf(Options()), PromiseSettings.DigestOf(changed));
    }

    private static HeadDeskOptions Options() => new()
    {
        Clock = { DigestAt = null, Targets = [new TargetOptions { Priority = Priority.P1, Type = TicketType.Defect, Update = new Duration(3, DurationUnit.Hours) }] },
        Calendar = { TimeZone = "Europe/Berlin", Hours = new() { ["mon-fri"] = "08:00-12:00, 13:00-17:00" }, Holidays = ["2026-12-25"], HolidayFile = "Feiertage für <alle>.ics" },
    };
}
