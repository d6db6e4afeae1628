using System.Text.Encodings.Web;
using System.Text.Json;
using HeadDesk.Daemon.Configuration;

namespace HeadDesk.Daemon.Cli.Setup;

/// <summary>The short configuration that <c>headdesk init</c> writes: what was asked, and where everything else is listed.</summary>
internal static class ConfigurationText
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Where the program has its list of all options.</summary>
    public static string FullList { get; } = Path.Combine(AppContext.BaseDirectory, "reference", "headdesk.json");

    public static string Of(HeadDeskOptions options) =>
        $$"""
            // Head Desk, as "headdesk init" made it. What is not here is at its default; every option with its meaning:
            // {{FullList}}
            // After a change: "headdesk check". Staff, calendar and the like take effect at once, the rest at the next start.
            {
              "$schema": {{Value(new Uri(Path.ChangeExtension(FullList, "schema.json")).AbsoluteUri)}},
              "desk": {
                "name": {{Value(options.Desk.Name)}},
                "address": {{Value(options.Desk.Address)}},
                "dataDirectory": {{Value(options.Desk.DataDirectory)}},
                "authservId": {{Value(options.Desk.AuthservId)}}  // what your own mail server writes first in its Authentication-Results; without it staff command by answers to notices only
              },
              "imap": {{Server(options.Imap)}},
              "smtp": {{Server(options.Smtp)}},{{Tokens(options)}}
              "staff": [
            {{string.Join(",\n", options.Staff.Select(Person))}}
              ],
              "calendar": {
                "timeZone": {{Value(options.Calendar.TimeZone)}}  // "hours" and "holidays" belong here; without them the desk is open around the clock
              }
            }

            """;

    private static string Server(ServerOptions server)
    {
        var lines = new List<(string Key, string Value)> { ("host", Value(server.Host)), ("port", $"{server.Port}"), ("security", Value(server.Security.ToString().ToLowerInvariant())) };
        if (server.AllowInsecure)
        {
            lines.Add(("allowInsecure", "true"));
        }

        lines.Add(("user", Value(server.User)));
        if (server.Authentication == Authentication.Oauth2)
        {
            lines.Add(("authentication", Value("oauth2")));
        }

        if (server.PasswordFile is { } file)
        {
            lines.Add(("passwordFile", Value(file)));
        }

        if (server.CertificateAuthorityFile is { } authority)
        {
            lines.Add(("certificateAuthorityFile", Value(authority)));
        }

        return Section(lines);
    }

    private static string Tokens(HeadDeskOptions options)
    {
        var oauth2 = options.Oauth2;
        if (oauth2.Provider is not { } provider)
        {
            return "";
        }

        (string Key, string? Value)[] lines =
        [
            ("provider", provider.ToString().ToLowerInvariant()), ("clientId", oauth2.ClientId), ("clientSecretFile", oauth2.ClientSecretFile),
            ("tenant", provider == OAuth2Provider.Microsoft ? oauth2.Tenant : null), ("tokenEndpoint", oauth2.TokenEndpoint), ("deviceEndpoint", oauth2.DeviceEndpoint),
        ];
        return $"\n  \"oauth2\": {Section(lines.Where(l => l.Value is not null).Select(l => (l.Key, Value(l.Value))))},";
    }

    private static string Section(IEnumerable<(string Key, string Value)> lines) =>
        $"{{\n{string.Join(",\n", lines.Select(l => $"    \"{l.Key}\": {l.Value}"))}\n  }}";

    private static string Person(StaffOptions person)
    {
        var shown = person.DisplayName is { } name ? $" \"displayName\": {Value(name)}," : "";
        return $"    {{ \"name\": {Value(person.Name)},{shown} \"addresses\": [{string.Join(", ", person.Addresses.Select(Value))}], \"role\": {Value(person.Role.ToString().ToLowerInvariant())} }}";
    }

    private static string Value(string? value) => JsonSerializer.Serialize(value, Plain);
}
