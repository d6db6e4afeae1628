namespace HeadDesk.Daemon.Configuration;

/// <summary>
/// A file that holds a secret on its first line. <c>credential:NAME</c> is the file of that name which systemd put into
/// <c>$CREDENTIALS_DIRECTORY</c> (LoadCredential= and its kin, systemd.exec(5)).
/// </summary>
internal static class SecretFile
{
    public const string CredentialPrefix = "credential:";
    private const string CredentialsDirectory = "CREDENTIALS_DIRECTORY";

    /// <summary>A password is a line, not a file.</summary>
    private const int MaxLength = 64 * 1024;

    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <returns>Absolute; null where it names a credential that cannot be: no directory for them, or no plain name.</returns>
    public static string? PathOf(string given, string folder)
    {
        if (!given.StartsWith(CredentialPrefix, StringComparison.Ordinal))
        {
            return Path.GetFullPath(Path.Combine(folder, given));
        }

        var name = given[CredentialPrefix.Length..];
        return Environment.GetEnvironmentVariable(CredentialsDirectory) is { Length: > 0 } credentials && name.Length > 0 && name.IndexOfAny(['/', '\\', '\0']) < 0 && name is not ("." or "..")
            ? Path.Combine(credentials, name)
            : null;
    }

    /// <summary>Why nothing can be read there, in plain words; null when all is well.</summary>
    public static string? Fault(string given, string folder)
    {
        if (PathOf(given, folder) is not { } path)
        {
            return $"cannot read {given}: wanted: the name of a systemd credential, and {CredentialsDirectory} set by systemd (LoadCredential= in the unit)";
        }

        try
        {
            return ReadLine(path) is null ? $"the file {path} is empty or its first line is, wanted: the password on it" : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"cannot read {path}: {(e is FileNotFoundException or DirectoryNotFoundException ? "no such file" : "permission denied or not a file")}";
        }
    }

    /// <exception cref="IOException">The file cannot be read, or is empty.</exception>
    /// <exception cref="UnauthorizedAccessException">The same, for lack of a right.</exception>
    public static string Read(string given, string folder)
    {
        var path = PathOf(given, folder) ?? throw new IOException(Fault(given, folder));
        return ReadLine(path) ?? throw new IOException($"the password file {path} is empty");
    }

    /// <summary>Who else can read it, in plain words; null where nobody can.</summary>
    public static string? Exposure(string given, string folder)
    {
        if (OperatingSystem.IsWindows() || PathOf(given, folder) is not { } path || !File.Exists(path) || (File.GetUnixFileMode(path) & Others) == 0)
        {
            return null;
        }

        return $"{path} can be read by every user of this machine: chmod o= {path}";
    }

    private static string? ReadLine(string path)
    {
        using var stream = File.OpenRead(path);
        using var reader = new StreamReader(stream);
        var text = new char[MaxLength];
        var line = new string(text, 0, reader.ReadBlock(text)).Split('\n', 2)[0].TrimEnd('\r');
        return line.Length > 0 ? line : null;
    }
}
