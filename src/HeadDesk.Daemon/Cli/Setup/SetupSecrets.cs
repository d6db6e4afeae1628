using HeadDesk.Daemon.Configuration;

namespace HeadDesk.Daemon.Cli.Setup;

/// <summary>
/// Passwords on their way from a file, the environment or a person to <c>secrets/</c> beside the configuration. A file that already lies
/// below the configuration's folder, and a systemd credential, stay where they are.
/// </summary>
internal sealed class SetupSecrets(string folder, SetupFiles files)
{
    private const string Folder = "secrets";
    private const string ClientSecret = "oauth2";

    private readonly Dictionary<string, string> _inPlace = [];

    public static bool IsGiven(string kind, ServerWish wish) => wish.PasswordFile is not null || FromEnvironment(kind) is not null;

    /// <returns>Null where nothing was given.</returns>
    /// <exception cref="SetupException">The file cannot be read, or is empty.</exception>
    public string? Given(string kind, ServerWish wish, ServerOptions server)
    {
        if (wish.PasswordFile is not { } file)
        {
            return FromEnvironment(kind);
        }

        if (PlacedRight(file) is { } place)
        {
            _inPlace[kind] = place;
        }

        return SecretFile.Read(file, Environment.CurrentDirectory);
    }

    /// <summary>The registration's secret is read from where it was given until all is known to be good.</summary>
    /// <exception cref="SetupException">The file cannot be read, or is empty.</exception>
    public void TakeClientSecret(string? file, OAuth2Options options)
    {
        if (file is not null)
        {
            options.ClientSecretFile = PlacedRight(file) ?? Path.GetFullPath(file);
        }
    }

    /// <exception cref="SetupException">A password would have to be written where a file is already.</exception>
    public void Refuse(HeadDeskOptions options)
    {
        foreach (var kind in Kinds(options).Where(k => k.Server.Password is not null && !_inPlace.ContainsKey(k.Kind)))
        {
            files.Refuse(PathOf(kind.Kind));
        }

        if (IsElsewhere(options.Oauth2))
        {
            files.Refuse(PathOf(ClientSecret));
        }
    }

    /// <summary>Writes what must be written and has the options name the files instead of the passwords.</summary>
    /// <returns>What was done, a line each.</returns>
    public IReadOnlyList<string> Write(HeadDeskOptions options)
    {
        var lines = new List<string>();
        foreach (var (kind, server) in Kinds(options))
        {
            Settle(kind, server, lines);
        }

        if (options.Smtp.Password is not null)
        {
            (options.Smtp.Password, options.Smtp.PasswordFile) = (null, options.Imap.PasswordFile);
        }

        if (IsElsewhere(options.Oauth2))
        {
            options.Oauth2.ClientSecretFile = Keep(ClientSecret, SecretFile.Read(options.Oauth2.ClientSecretFile!, folder), lines);
        }

        return lines;
    }

    /// <returns>What the configuration calls a file that stays where it is; null for one that has to be copied.</returns>
    private string? PlacedRight(string file)
    {
        if (SecretFile.Fault(file, Environment.CurrentDirectory) is { } fault)
        {
            throw SetupException.Failed(fault);
        }

        return file.StartsWith(SecretFile.CredentialPrefix, StringComparison.Ordinal) ? file
            : Path.GetFullPath(file).StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? Path.GetRelativePath(folder, Path.GetFullPath(file))
            : null;
    }

    private static bool IsElsewhere(OAuth2Options options) => Path.IsPathRooted(options.ClientSecretFile);

    // A password that both servers share is kept once.
    private IReadOnlyList<(string Kind, ServerOptions Server)> Kinds(HeadDeskOptions options) =>
        options.Smtp.Password != options.Imap.Password || _inPlace.ContainsKey("SMTP") ? [("IMAP", options.Imap), ("SMTP", options.Smtp)] : [("IMAP", options.Imap)];

    private string PathOf(string kind) => Path.Combine(folder, Folder, kind.ToLowerInvariant());

    private void Settle(string kind, ServerOptions server, List<string> lines)
    {
        if (server.Password is not { } password)
        {
            return;
        }

        if (!_inPlace.TryGetValue(kind, out var file))
        {
            file = Keep(kind, password, lines);
        }

        (server.Password, server.PasswordFile) = (null, file);
    }

    private string Keep(string kind, string secret, List<string> lines)
    {
        var path = PathOf(kind);
        SetupFiles.MakeSecretFolder(Path.GetDirectoryName(path)!);
        lines.Add(DeskSetup.Written(path, files.Write(path, secret + "\n", SetupFiles.Secret)));
        return Path.GetRelativePath(folder, path);
    }

    /// <summary>The same variable that overrides the configuration.</summary>
    private static string? FromEnvironment(string kind) =>
        Environment.GetEnvironmentVariable(kind == "IMAP" ? "HEADDESK__Imap__Password" : "HEADDESK__Smtp__Password") is { Length: > 0 } password ? password : null;
}
