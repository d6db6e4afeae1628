using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Connecting.OAuth2;
using HeadDesk.Store.Copying;

namespace HeadDesk.Daemon.Care.Backups;

/// <summary>The files beside the store that a desk is made of: configuration and templates, never passwords.</summary>
internal static class ConfigurationFiles
{
    public const string Configuration = "config";
    public const string Templates = "templates";
    public const string MainFile = Configuration + "/headdesk.json";
    private const int MostFiles = 10_000;

    /// <summary>Where each lies, by its path in the backup.</summary>
    public static IReadOnlyList<(string Path, string File)> Of(LoadedConfiguration configuration, string configFile)
    {
        List<(string, string)> files = [(MainFile, System.IO.Path.GetFullPath(configFile))];
        files.AddRange(Beside(configuration.Options).Where(f => File.Exists(configuration.PathOf(f))).Select(f => ($"{Configuration}/{f.Replace('\\', '/')}", configuration.PathOf(f))));
        var templates = configuration.PathOf(configuration.Options.Templates.Directory);
        if (Directory.Exists(templates))
        {
            files.AddRange(Directory.EnumerateFiles(templates, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Take(MostFiles)
                .Select(f => ($"{Templates}/{System.IO.Path.GetRelativePath(templates, f).Replace('\\', '/')}", f)));
        }

        return [.. files.DistinctBy(f => f.Item1)];
    }

    /// <summary>Files of secrets that the configuration names, as it names them.</summary>
    public static IReadOnlyList<string> Secrets(HeadDeskOptions options) =>
        [.. new[] { options.Imap.PasswordFile, options.Smtp.PasswordFile, options.Oauth2.ClientSecretFile }.OfType<string>().Where(f => f.Length > 0).Distinct()];

    /// <summary>Those that are not there, a systemd credential by its name, and the sign-in where one is needed.</summary>
    public static IReadOnlyList<string> MissingSecrets(LoadedConfiguration configuration)
    {
        var options = configuration.Options;
        var needed = Secrets(options).Select(given => SecretFile.PathOf(given, configuration.Directory) ?? given);
        if (options.Oauth2.Grant == OAuth2Grant.RefreshToken && Authentication.Oauth2 is var token && (options.Imap.Authentication == token || options.Smtp.Authentication == token))
        {
            needed = needed.Append(AccessTokens.FileOf(configuration));
        }

        return [.. needed.Where(f => !File.Exists(f))];
    }

    /// <summary>Puts into place what is missing there; what is there stays.</summary>
    /// <returns>What was put there.</returns>
    public static async Task<IReadOnlyList<string>> InstallAsync(BackupManifest manifest, string backup, string prefix, string folder, CancellationToken cancellationToken)
    {
        var installed = new List<string>();
        foreach (var file in manifest.Files.Where(f => f.Path.StartsWith(prefix + "/", StringComparison.Ordinal)))
        {
            var relative = file.Path[(prefix.Length + 1)..];
            var target = Path.GetFullPath(Path.Combine(folder, relative));
            if (file.Path == MainFile || File.Exists(target) || !target.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                continue;
            }

            await PlaceAsync(Path.Combine(backup, file.Path), target, cancellationToken);
            installed.Add(target);
        }

        return installed;
    }

    /// <summary>Whole under its name or not there.</summary>
    public static async Task PlaceAsync(string source, string target, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var unfinished = target + ".tmp";
        File.Delete(unfinished);
        await FileCopy.RunAsync(source, unfinished, null, null, cancellationToken);
        File.Move(unfinished, target, overwrite: false);
    }

    // What lies elsewhere on the machine is the machine's affair.
    private static IEnumerable<string> Beside(HeadDeskOptions options) =>
        new[] { options.Calendar.HolidayFile, options.Imap.CertificateAuthorityFile, options.Smtp.CertificateAuthorityFile }
            .OfType<string>().Where(f => f.Length > 0 && !Path.IsPathRooted(f) && !f.Split('/', '\\').Contains(".."));
}
