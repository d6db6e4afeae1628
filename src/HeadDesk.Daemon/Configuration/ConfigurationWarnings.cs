using HeadDesk.Rules.Staff;

namespace HeadDesk.Daemon.Configuration;

/// <summary>What works and should not stay so: said when the daemon starts and by <c>check</c>.</summary>
internal static class ConfigurationWarnings
{
    public static IReadOnlyList<string> Of(LoadedConfiguration configuration) => [.. OfTrust(configuration.Options), .. Secrets(configuration)];

    /// <summary>What changes what the desk obeys: said by a single round too.</summary>
    public static IReadOnlyList<string> OfTrust(HeadDeskOptions options) => options.Desk.StaffTrust == StaffTrust.FromHeader
        ? ["desk.staffTrust is from-header: whoever can write a From field has the power of staff; use it on closed networks only"]
        : [];

    private static IEnumerable<string> Secrets(LoadedConfiguration configuration)
    {
        (string Section, ServerOptions Server)[] servers = [("imap", configuration.Options.Imap), ("smtp", configuration.Options.Smtp)];
        (string Key, string? File)[] files =
        [
            .. servers.Where(s => s.Server is { Authentication: Authentication.Password, Password: null }).Select(s => ($"{s.Section}.passwordFile", s.Server.PasswordFile)),
            ("oauth2.clientSecretFile", configuration.Options.Oauth2.ClientSecretFile),
        ];
        foreach (var (key, file) in files)
        {
            if (!string.IsNullOrEmpty(file) && SecretFile.Exposure(file, configuration.Directory) is { } exposed)
            {
                yield return $"{key}: {exposed}";
            }
        }

        // A password out of the environment is in no file.
        if (configuration.File is { } own && SecretFile.Exposure(own, configuration.Directory) is { } readable && servers.Any(s => Holds(own, s.Server.Password)))
        {
            yield return $"a password stands in the configuration, and {readable}; better in a passwordFile";
        }
    }

    private static bool Holds(string file, string? password)
    {
        try
        {
            return !string.IsNullOrEmpty(password) && File.ReadAllText(file).Contains(password, StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // Gone since it was read.
        }
    }
}
