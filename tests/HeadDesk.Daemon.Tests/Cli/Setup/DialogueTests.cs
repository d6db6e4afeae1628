using HeadDesk.Daemon.Cli.Setup;

namespace HeadDesk.Daemon.Tests.Cli.Setup;

public sealed class DialogueTests
{
    private readonly StringWriter _shown = new();

    [Fact]
    public async Task Secret_IsReadKeyByKeyAndNeverShown()
    {
        var keys = new Queue<ConsoleKeyInfo>("pax\bss!\r".Select(c => new ConsoleKeyInfo(c, c == '\b' ? ConsoleKey.Backspace : c == '\r' ? ConsoleKey.Enter : ConsoleKey.A, false, false, false)));
        var dialogue = new Dialogue(TextReader.Null, _shown, mayAsk: true, keys.Dequeue);
        Assert.Equal("pass!", await dialogue.AskSecretAsync("Password", "--password-file", CancellationToken.None));
        Assert.Equal("Password: " + Environment.NewLine, _shown.ToString());
    }

    [Theory]
    [InlineData(false, "ignored", "--name")]
    [InlineData(true, "", "--name")]
    [InlineData(true, "wrong\nwrong too\n", "--name")]
    public async Task NobodyWhoAnswers_IsAMissingOption(bool mayAsk, string input, string named)
    {
        var dialogue = new Dialogue(new StringReader(input), _shown, mayAsk, readKey: null);
        var missing = await Assert.ThrowsAsync<SetupException>(() => dialogue.AskAsync("Name", "--name", null, a => a == "right" ? null : "right", CancellationToken.None));
        Assert.True(missing.IsBadUsage);
        Assert.Contains(named, missing.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "\n", "UTC")]
    [InlineData(true, "", "UTC")]
    [InlineData(false, "Europe/Berlin\n", "UTC")]
    [InlineData(true, "Europe/Berlin\n", "Europe/Berlin")]
    public async Task EmptyAnswer_IsTheDefault(bool mayAsk, string input, string expected)
    {
        var dialogue = new Dialogue(new StringReader(input), _shown, mayAsk, readKey: null);
        Assert.Equal(expected, await dialogue.AskAsync("Time zone", "--time-zone", "UTC", _ => null, CancellationToken.None));
    }
}
