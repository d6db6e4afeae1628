using HeadDesk.Daemon.Configuration;

namespace HeadDesk.Daemon.Cli.Setup;

/// <summary>
/// Passwords on their way from a file, the environment or a person to <c>secrets/</c> beside the configuration. A file that already lies
/// below the configuration's folder, and a systemd credential, stay where they are.
/// </summary>
internal sealed class SetupSecrets(string folder, SetupFiles files)
{
    private const string Folder = "secrets";

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

        if (SecretFile.Fault(file, Environment.CurrentDirectory) is { } fault)
        {
            throw SetupException.Failed(fault);
        }

        if (file.StartsWith(SecretFile.CredentialPrefix, StringComparison.Ordinal))
        {
            _inPlace[kind] = file;
        }
        else if (Path.GetFullPath(file).StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            _inPlace[kind] = Path.GetRelativePath(folder, Path.GetFullPath(file));
        }

        return SecretFile.Read(file, Environment.CurrentDirectory);
    }

    /// <exception cref="SetupException">A password would have to be written where a file is already.</exception>
    public void Refuse(HeadDeskOptions options)
    {
        foreach (var kind in Kinds(options).Where(k => k.Server.Password is not null && !_inPlace.ContainsKey(k.Kind)))
        {
            files.Refuse(PathOf(kind.Kind));
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

        return lines;
    }

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
            var path = PathOf(kind);
            file = Path.GetRelativePath(folder, path);
            SetupFiles.MakeSecretFolder(Path.GetDirectoryName(path)!);
            lines.Add(DeskSetup.Written(path, files.Write(path, password + "\n", SetupFiles.Secret)));
        }

        (server.Password, server.PasswordFile) = (null, file);
    }

    /// <summary>The same variable that overrides the configuration.</summary>
    private static string? FromEnvironment(string kind) =>
        Environment.GetEnvironmentVariable(kind == "IMAP" ? "HEADDESK__Imap__Password" : "HEADDESK__Smtp__Password") is { Length: > 0 } password ? password : null;
}
