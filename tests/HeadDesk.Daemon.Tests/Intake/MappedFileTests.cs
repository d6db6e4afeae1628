using HeadDesk.Daemon.Intake;

namespace HeadDesk.Daemon.Tests.Intake;

public sealed class MappedFileTests : IDisposable
{
    private const int Length = 20 * 1024 * 1024;
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
}
