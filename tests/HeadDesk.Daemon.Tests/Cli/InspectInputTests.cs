using System.Text;
using HeadDesk.Daemon.Cli;

namespace HeadDesk.Daemon.Tests.Cli;

/// <summary>The bound is 2 GB where it is not set lower.</summary>
public sealed class InspectInputTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("headdesk-input-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(1_000, 10_000, false)]
    [InlineData(20_000, 10_000, true)]
    [InlineData(3_000_000, 4_000_000, false)]
    [InlineData(3_000_000, 2_000_000, true)]
    public async Task MailBeyondTheBound_IsReadUpToItAndSaidSo(int length, int longest, bool cut)
    {
        var mail = Encoding.ASCII.GetBytes("Subject: big\n\nthe beginning\n".PadRight(length, 'x'));
        var path = Path.Combine(folder, "mail.eml");
        await File.WriteAllBytesAsync(path, mail);
        using var stream = new MemoryStream(mail);
        using var fromFile = await InspectInput.OpenAsync(path, default, longest);
        using var fromStream = await InspectInput.ReadAsync(stream, default, longest);

        foreach (var input in new[] { fromFile, fromStream })
        {
            var document = Inspector.Inspect("mail", input);

            Assert.Equal("big", document.Subject);
            Assert.StartsWith("the beginning", document.Text, StringComparison.Ordinal);
            Assert.Equal(cut, document.Defects.Contains($"file: longer than {longest} octets; the rest is not read"));
            Assert.Equal(Math.Min(length, longest), input.Content.Length);
        }
    }

    [Fact]
    public async Task MissingFile_IsAnExceptionOfFiles() =>
        await Assert.ThrowsAsync<FileNotFoundException>(() => InspectInput.OpenAsync(Path.Combine(folder, "missing"), default));
}
