using System.ComponentModel.DataAnnotations;
using System.Net;
using HeadDesk.Daemon.Sending.Templates;
using HeadDesk.Rules.Calendar;
using NodaTime;
using Duration = HeadDesk.Rules.Calendar.Duration;

namespace HeadDesk.Daemon.Configuration;

/// <summary>What annotations cannot say: values that must fit together, exist, or be readable.</summary>
internal static class ValueCheck
{
    public static IEnumerable<string> Check(LoadedConfiguration loaded)
    {
        var options = loaded.Options;
        return Annotated("desk", options.Desk)
            .Concat(Annotated("imap", options.Imap))
            .Concat(Annotated("smtp", options.Smtp))
            .Concat(options.Staff.SelectMany((s, i) => Annotated($"staff.{i}", s)))
            .Concat(options.Teams.Where(t => t.Value.Count == 0).Select(t => $"teams.{t.Key}: missing, wanted: at least one staff name"))
            .Concat(Annotated("notices", options.Notices))
            .Concat(Annotated("alerts", options.Alerts))
            .Concat(Annotated("store", options.Store))
            .Concat(Annotated("log", options.Log))
            .Concat(Annotated("telemetry", options.Telemetry))
            .Concat(Server("imap", options.Imap, loaded, loginNeeded: true))
            .Concat(Server("smtp", options.Smtp, loaded, loginNeeded: false))
            .Concat(OAuth2Check.Check(loaded))
            .Concat(Desk(options))
            .Concat(Staff(options.Staff))
            .Concat(CalendarFactory.Check(options.Calendar, TimeProvider.System.GetUtcNow()))
            .Concat(Duty(options.Duty, options.Staff))
            .Concat(Languages(options.Templates.Languages))
            .Concat(Clock(options));
    }

    private static List<string> Annotated(string section, object options)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        return results.ConvertAll(r =>
        {
            var member = r.MemberNames.FirstOrDefault() ?? "";
            var value = options.GetType().GetProperty(member)?.GetValue(options);
            var shown = member == nameof(AlertOptions.Webhook) ? "it" : $"\"{value}\""; // It may hold a secret.
            return $"{section}.{KeyCheck.Camel(member)}: {(value is null or "" or System.Collections.ICollection ? "missing" : $"{shown} is wrong")}, wanted: {r.ErrorMessage}";
        });
    }

    private static IEnumerable<string> Server(string section, ServerOptions server, LoadedConfiguration loaded, bool loginNeeded)
    {
        if (server.Security == Security.None && !server.AllowInsecure && !IsLoopback(server.Host))
        {
            yield return $"{section}.security: \"none\" is only for loopback hosts, not for {server.Host}: use \"tls\" or \"starttls\", or say allowInsecure: true";
        }

        if (loginNeeded && string.IsNullOrEmpty(server.User))
        {
            yield return $"{section}.user: missing, wanted: the login name of the mailbox";
        }

        if (server.Authentication == Authentication.Password && !string.IsNullOrEmpty(server.User) && server.Password is null && server.PasswordFile is null)
        {
            yield return $"{section}.passwordFile: missing, wanted: a file that holds the password of {server.User}";
        }

        if (server is { Authentication: Authentication.Password, Password: null, PasswordFile: { } secret } && SecretFile.Fault(secret, loaded.Directory) is { } fault)
        {
            yield return $"{section}.passwordFile: {fault}";
        }

        if (server.CertificateAuthorityFile is { } authority && Unreadable(loaded.PathOf(authority)) is { } why)
        {
            yield return $"{section}.certificateAuthorityFile: cannot read {loaded.PathOf(authority)}: {why}";
        }

        foreach (var (key, duration) in new[] { ("connectTimeout", server.ConnectTimeout), ("readTimeout", server.ReadTimeout) })
        {
            if (duration.IsBusiness || duration.Amount == 0)
            {
                yield return $"{section}.{key}: \"{duration}\" is wrong, wanted: a time on the clock, e.g. \"30s\"";
            }
        }
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static string? Unreadable(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e is FileNotFoundException or DirectoryNotFoundException ? "no such file" : "permission denied or not a file";
        }
    }

    private static IEnumerable<string> Desk(HeadDeskOptions options)
    {
        var desk = options.Desk;
        if (desk.AssignNewTo is { Length: > 0 } name && options.Staff.All(s => s.Name != name))
        {
            yield return $"desk.assignNewTo: \"{name}\" is not the name of a staff member";
        }

        foreach (var (key, member) in options.Teams.SelectMany(t => t.Value.Select(m => ($"teams.{t.Key}", m))).Concat(options.Incident.Responders.Select(m => ("incident.responders", m))))
        {
            if (options.Staff.All(s => s.Name != member))
            {
                yield return $"{key}: \"{member}\" is not the name of a staff member";
            }
        }

        if (options.Staff.SelectMany(s => s.Addresses).FirstOrDefault(a => a.Equals(desk.Address, StringComparison.OrdinalIgnoreCase)) is { } own)
        {
            yield return $"staff: {own} is the desk's own address; a staff member needs one of their own";
        }
    }

    private static IEnumerable<string> Staff(List<StaffOptions> staff)
    {
        foreach (var twice in Twice(staff.Select(s => s.Name)))
        {
            yield return $"staff: the name \"{twice}\" is given twice";
        }

        foreach (var twice in Twice(staff.SelectMany(s => s.Addresses)))
        {
            yield return $"staff: the address {twice} is given twice";
        }

        foreach (var twice in Twice(staff.Select(s => s.Folder ?? s.Name)))
        {
            yield return $"staff: the folder \"{twice}\" is given twice";
        }

        foreach (var zone in staff.Select(s => s.TimeZone).OfType<string>().Where(z => DateTimeZoneProviders.Tzdb.GetZoneOrNull(z) is null))
        {
            yield return $"staff.timeZone: \"{zone}\" is not a time zone, wanted: one like \"Europe/Berlin\"";
        }

        foreach (var address in staff.SelectMany(s => s.Addresses).Where(a => !new EmailAddressAttribute().IsValid(a)))
        {
            yield return $"staff.addresses: \"{address}\" is not a mail address";
        }
    }

    private static IEnumerable<string> Duty(DutyOptions duty, List<StaffOptions> staff)
    {
        foreach (var name in duty.People.Where(p => staff.All(s => s.Name != p)))
        {
            yield return $"duty.people: \"{name}\" is not the name of a staff member";
        }

        foreach (var twice in Twice(duty.People))
        {
            yield return $"duty.people: \"{twice}\" is given twice";
        }

        if (duty.Size < 1 || duty.Size > Math.Max(1, duty.People.Count))
        {
            yield return $"duty.size: \"{duty.Size}\" is wrong, wanted: a number from 1 to how many people there are ({duty.People.Count})";
        }

        if (duty.StartDate is null)
        {
            yield return $"duty.start: \"{duty.Start}\" is not a date, wanted: the first day of a period, e.g. \"2026-01-05\"";
        }
    }

    private static IEnumerable<string> Languages(List<string> languages)
    {
        foreach (var language in languages.Where(l => !TemplateFolders.IsPlain(l)))
        {
            yield return $"templates.languages: \"{language}\" is not a language, wanted: two or three small letters, e.g. \"de\"";
        }

        foreach (var twice in Twice(languages))
        {
            yield return $"templates.languages: \"{twice}\" is given twice";
        }
    }

    private static IEnumerable<string> Twice(IEnumerable<string> values) =>
        values.GroupBy(v => v, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).Select(g => g.Key);

    private static IEnumerable<string> Clock(HeadDeskOptions options)
    {
        if (options.Clock.DigestAt is { Length: > 0 } at && ClockOptions.TimeOf(at) is null)
        {
            yield return $"clock.digestAt: \"{at}\" is not a time of day, wanted: one like \"08:30\", or null for no digest";
        }

        Duration[] onTheClock = [options.Clock.ReopenWindow, options.Imap.PollInterval, options.Smtp.GiveUpAfter, options.Smtp.RetryAfter, options.Alerts.After, options.Clock.NoticeDelay];
        string[] keys = ["clock.reopenWindow", "imap.pollInterval", "smtp.giveUpAfter", "smtp.retryAfter", "alerts.after", "clock.noticeDelay"];
        foreach (var (key, duration) in keys.Zip(onTheClock).Where(d => d.Second.IsBusiness || d.Second.Amount == 0))
        {
            yield return $"{key}: \"{duration}\" is wrong, wanted: a time on the clock, e.g. \"14d\"";
        }
    }
}
