using HeadDesk.Daemon.Running;
using HeadDesk.Rules.Threading;
using HeadDesk.Store;

namespace HeadDesk.Daemon.Tests.Running;

public sealed class KeyFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("headdesk-keys-");

    private string File => Path.Combine(_folder.FullName, "token.keys");

    [Fact]
    public void NewKey_SignsAndTheOlderOnesVerify()
    {
        var first = Signer();
        var token = first.Issue(7, "alice@example.com", DateTimeOffset.UnixEpoch, "cause");
        Assert.Equal(1, KeyFile.Rotate(_folder.FullName));
        var rotated = Signer();
        Assert.True(rotated.TryRead(token, out _));
        Assert.False(first.TryRead(rotated.Issue(7, "alice@example.com", DateTimeOffset.UnixEpoch, "cause"), out _));
    }

    [Fact]
    public void SixthKey_DropsTheFirst()
    {
        var first = KeyFile.LoadOrCreate(_folder.FullName)[0];
        Assert.Equal([1, 2, 3, 4, 4], Enumerable.Range(0, 5).Select(_ => KeyFile.Rotate(_folder.FullName)));
        var keys = KeyFile.LoadOrCreate(_folder.FullName);
        Assert.Equal(KeyFile.MaxKeys, keys.Count);
        Assert.DoesNotContain(first, keys);
        Assert.Equal(keys.Count, keys.Select(Convert.ToHexString).Distinct().Count());
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        }
    }

    [Fact]
    public void RunningDaemon_IsNotChangedUnderItsFeet()
    {
        var before = KeyFile.LoadOrCreate(_folder.FullName);
        using var daemon = DataDirectory.OpenForWriting(_folder.FullName);
        Assert.Contains("in use", Assert.Throws<StoreException>(() => KeyFile.Rotate(_folder.FullName)).Message, StringComparison.Ordinal);
        Assert.Equal(before, KeyFile.LoadOrCreate(_folder.FullName));
    }

    [Fact]
    public void MistypedDirectory_IsRefusedAndNotMade()
    {
        var missing = Path.Combine(_folder.FullName, "none");
        Assert.Contains("no such directory", Assert.Throws<StoreException>(() => KeyFile.Rotate(missing)).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(missing));
    }

    [Fact]
    public void DamagedFile_IsLeftAlone()
    {
        System.IO.File.WriteAllText(File, "not hex\n");
        Assert.Throws<StoreException>(() => KeyFile.Rotate(_folder.FullName));
        Assert.Equal("not hex\n", System.IO.File.ReadAllText(File));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private TokenSigner Signer() => new(KeyFile.LoadOrCreate(_folder.FullName));
}
