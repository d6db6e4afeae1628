using System.Globalization;
using HeadDesk.Daemon.Intake;
using HeadDesk.Store;

namespace HeadDesk.Daemon.Tests.Intake;

public sealed class MappedFileTests : IDisposable
{
    private const int Length = 20 * 1024 * 1024;
    private const int Short = 2 * 1024 * 1024;
    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Fact]
    public void PagesGivenBack_HoldTheSameContent()
    {
        var content = new byte[Length];
        new Random(3).NextBytes(content);
        File.WriteAllBytes(path, content);
        using IDisposable disposable = new MappedFile(path);
        var mapped = (MappedFile)disposable;

        Assert.True(mapped.Memory.Span.SequenceEqual(content));
        mapped.Forget();
        Assert.True(mapped.Memory.Span.SequenceEqual(content));
    }

    [Fact]
    public void ForgettingAfterDisposal_TouchesNothing()
    {
        File.WriteAllBytes(path, new byte[Length]);
        var mapped = new MappedFile(path);
        ((IDisposable)mapped).Dispose();

        Assert.Null(Record.Exception(mapped.Forget));
    }

    [Fact]
    public void LongFile_LeavesMemoryByItself()
    {
        using var mapped = Touched(Length);

        Assert.True(SpinWait.SpinUntil(() => Resident() == 0, TimeSpan.FromSeconds(30)), $"{Resident()} octets stayed in memory");
    }

    [Fact]
    public void MailThatWaitsForItsCommit_IsNotInMemory()
    {
        using var mapped = Touched(Short);
        Assert.Equal(Short, Resident());

        HeldMails.Rest([new RawMail(new MailboxLocation("INBOX", 1, 1), default, Short, default, Owner: mapped)]);

        Assert.Equal(0, Resident());
    }

    private MappedFile Touched(int length)
    {
        File.WriteAllBytes(path, new byte[length]);
        var mapped = new MappedFile(path);
        Assert.False(mapped.Memory.Span.ContainsAnyExcept((byte)0));
        return mapped;
    }

    /// <returns>Octets of the file in this process's memory: Rss of proc_pid_smaps(5).</returns>
    private int Resident() => File.ReadLines("/proc/self/smaps")
        .SkipWhile(l => !l.EndsWith(path, StringComparison.Ordinal))
        .Where(l => l.StartsWith("Rss:", StringComparison.Ordinal))
        .Select(l => int.Parse(l.AsSpan("Rss:".Length, l.Length - "Rss:".Length - "kB".Length).Trim(), CultureInfo.InvariantCulture) * 1024)
        .First();
}
