using HeadDesk.Daemon.Configuration;

namespace HeadDesk.Daemon.Tests.Configuration;

public sealed class SecretFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("headdesk-secret-");
    private readonly string? _before = Environment.GetEnvironmentVariable("CREDENTIALS_DIRECTORY");

    [Theory]
    [InlineData("pass word \nmore\n", "pass word ")]
    [InlineData("crlf\r\n", "crlf")]
    [InlineData("no line end", "no line end")]
    public void FirstLine_IsTheSecret(string content, string expected)
    {
        Write("file", content);
        Assert.Equal(expected, SecretFile.Read("file", _folder.FullName));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("\nsecond\n", "empty")]
    public void EmptyFirstLine_IsAFault(string content, string named)
    {
        Write("file", content);
        Assert.Contains(named, SecretFile.Fault("file", _folder.FullName), StringComparison.Ordinal);
        Assert.Throws<IOException>(() => SecretFile.Read("file", _folder.FullName));
    }

    [Fact]
    public void MissingFileAndFolder_AreFaults()
    {
        Assert.Contains("no such file", SecretFile.Fault("none", _folder.FullName), StringComparison.Ordinal);
        Assert.Contains("not a file", SecretFile.Fault(".", _folder.FullName), StringComparison.Ordinal);
    }

    [Fact]
    public void Credential_IsFoundInSystemdsDirectory()
    {
        Write("imap", "from systemd\n");
        Environment.SetEnvironmentVariable("CREDENTIALS_DIRECTORY", _folder.FullName);
        Assert.Null(SecretFile.Fault("credential:imap", "/nowhere"));
        Assert.Equal("from systemd", SecretFile.Read("credential:imap", "/nowhere"));
        Assert.Contains("no such file", SecretFile.Fault("credential:smtp", "/nowhere"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("credential:imap", null)]
    [InlineData("credential:", "/")]
    [InlineData("credential:../etc/passwd", "/")]
    [InlineData("credential:..", "/")]
    public void CredentialThatCannotBe_IsNamed(string given, string? directory)
    {
        Environment.SetEnvironmentVariable("CREDENTIALS_DIRECTORY", directory);
        Assert.Null(SecretFile.PathOf(given, "/"));
        Assert.Contains("CREDENTIALS_DIRECTORY", SecretFile.Fault(given, "/"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead, false)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.GroupRead, false)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.OtherRead, true)]
    public void FileThatEverybodyReads_IsNamed(UnixFileMode mode, bool exposed)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // It has no such modes.
        }

        Write("file", "x\n");
        File.SetUnixFileMode(Path.Combine(_folder.FullName, "file"), mode);
        Assert.Equal(exposed, SecretFile.Exposure("file", _folder.FullName)?.Contains("chmod", StringComparison.Ordinal) ?? false);
        Assert.Null(SecretFile.Exposure("none", _folder.FullName));
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("CREDENTIALS_DIRECTORY", _before);
        _folder.Delete(recursive: true);
    }

    private void Write(string name, string content) => File.WriteAllText(Path.Combine(_folder.FullName, name), content);
}
