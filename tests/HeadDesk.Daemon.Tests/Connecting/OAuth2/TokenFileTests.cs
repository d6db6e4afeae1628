using HeadDesk.Daemon.Connecting.OAuth2;

namespace HeadDesk.Daemon.Tests.Connecting.OAuth2;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class TokenFileTests : IDisposable
{
    private static readonly TokenSet Tokens = new("https://id.example.com/t client", "access-1", "refresh-1", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(1));
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("headdesk-tokenfile-");
    private readonly TokenFile _file;

    public TokenFileTests() => _file = new TokenFile(Path.Combine(_folder.FullName, "data", "oauth2.token"), TimeProvider.System);

    [Fact]
    public void WhatIsWritten_IsReadAndForTheOwnerAlone()
    {
        Assert.Null(_file.Read());
        _file.Write(Tokens);
        Assert.Equal(Tokens, _file.Read());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_file.Path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(_file.Path)!));
    }

    // A leftover of a writer that died, open to everybody, does not decide about the mode of the next.
    [Fact]
    public void Leftover_IsReplaced()
    {
        _file.Write(Tokens);
        File.WriteAllText(_file.Path + ".new", "half");
        File.SetUnixFileMode(_file.Path + ".new", (UnixFileMode)0b110_110_110);
        _file.Write(Tokens with { AccessToken = "access-2" });
        Assert.Equal("access-2", _file.Read()!.AccessToken);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_file.Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("access-1")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"AccessToken\": [\"access-1\"]}")]
    public void SomethingElse_IsSaidWithoutShowingIt(string content)
    {
        _file.Write(Tokens);
        File.WriteAllText(_file.Path, content);
        var e = Assert.Throws<SignInException>(() => _file.Read());
        Assert.EndsWith("sign in again: headdesk login", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("access-1", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Turn_IsGivenToOneAtATime()
    {
        using var first = await _file.TakeTurnAsync(default);
        var second = _file.TakeTurnAsync(default);
        Assert.False(second.IsCompleted);
        first.Dispose();
        (await second.WaitAsync(TimeSpan.FromSeconds(30))).Dispose();
    }

    [Fact]
    public void Text_NeverShowsAToken() => Assert.DoesNotContain("-1", Tokens.ToString(), StringComparison.Ordinal);

    public void Dispose() => _folder.Delete(recursive: true);
}
