using HeadDesk.Rules.Staff;

namespace HeadDesk.Daemon.Configuration;

/// <summary>What works and should not stay so: said at every start and by <c>check</c>.</summary>
internal static class ConfigurationWarnings
{
    public static IReadOnlyList<string> Of(LoadedConfiguration configuration) => [.. Trust(configuration.Options.Desk), .. Secrets(configuration)];

    private static IEnumerable<string> Trust(DeskOptions desk)
    {
        if (desk.StaffTrust == StaffTrust.FromHeader)
        {
            yield return "desk.staffTrust is from-header: whoever can write a From field has the power of staff; use it on closed networks only";
        }
    }

    private static IEnumerable<string> Secrets(LoadedConfiguration configuration)
    {
        (string Section, ServerOptions Server)[] servers = [("imap", configuration.Options.Imap), ("smtp", configuration.Options.Smtp)];
        foreach (var (section, server) in servers)
        {
            if (server is { Password: null, PasswordFile: { } file } && SecretFile.Exposure(file, configuration.Directory) is { } exposed)
            {
                yield return $"{section}.passwordFile: {exposed}";
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
