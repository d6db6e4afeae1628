using System.Net;
using System.Net.Sockets;
using System.Text;
using HeadDesk.MailServers.Sinks;

namespace HeadDesk.EndToEnd.Tests.MailServers;

public sealed class SmtpSinkTests
{
    private static CancellationToken Deadline => new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token;

    [Theory]
    [InlineData("one\r\n..two\r\n.\r\n", "one\r\n.two\r\n")]
    [InlineData("..\r\n.\r\n", ".\r\n")]
    [InlineData(".\r\n", "")]
    public async Task MessageWithDots_IsKeptAsItWas(string sent, string kept)
    {
        await using SmtpSink sink = SmtpSink.Start();

        await ConverseAsync(sink, "EHLO c\r\nMAIL FROM:<a@b.example> SIZE=9\r\nRCPT TO:<c@d.example>\r\nDATA\r\n", sent + "QUIT\r\n");

        SunkMail mail = Assert.Single(sink.Mails);
        Assert.Equal(kept, Encoding.ASCII.GetString(mail.Raw.Span));
        Assert.Equal(("a@b.example", "SIZE=9"), (mail.From, mail.MailParameters));
        Assert.Equal(["c@d.example"], mail.To);
    }

    [Fact]
    public async Task ChosenRecipient_IsDeferredWhileOthersPass()
    {
        await using SmtpSink sink = SmtpSink.Start();
        sink.AnswerRecipient = address => address.StartsWith("busy", StringComparison.Ordinal) ? "450 4.2.1 busy" : null;

        string replies = await ConverseAsync(
            sink, "EHLO c\r\nMAIL FROM:<>\r\nRCPT TO:<busy@d.example>\r\nRCPT TO:<free@d.example>\r\nDATA\r\n", "x\r\n.\r\nQUIT\r\n");

        Assert.Contains("\r\n450 4.2.1 busy\r\n250 2.1.5 OK\r\n354", replies, StringComparison.Ordinal);
        Assert.Equal(["free@d.example"], Assert.Single(sink.Mails).To);
    }

    [Fact]
    public async Task DroppedReply_KeepsTheMessageAndSaysNothing()
    {
        await using SmtpSink sink = SmtpSink.Start();
        sink.DropReplies(1);

        string replies = await ConverseAsync(sink, "EHLO c\r\nMAIL FROM:<>\r\nRCPT TO:<a@d.example>\r\nDATA\r\n", "x\r\n.\r\nQUIT\r\n");

        Assert.EndsWith("354 go ahead\r\n", replies, StringComparison.Ordinal);
        Assert.Single(sink.Mails);
    }

    [Theory]
    [InlineData("AUTH PLAIN AGFAYgBwdw==\r\n", "235 2.7.0 welcome\r\n250 2.1.0 OK")]
    [InlineData("AUTH LOGIN\r\nYUBi\r\ncHc=\r\n", "235 2.7.0 welcome\r\n250 2.1.0 OK")]
    [InlineData("AUTH PLAIN AGFAYgBubw==\r\n", "535 5.7.8 wrong user or password\r\n530 5.7.0 authentication required")]
    public async Task PasswordAskedFor_OnlyTheRightOneMaySend(string auth, string expected)
    {
        await using SmtpSink sink = SmtpSink.Start(new SmtpSinkOptions { Password = "pw" });

        string replies = await ConverseAsync(sink, "EHLO c\r\n" + auth + "MAIL FROM:<>\r\nQUIT\r\n", "");

        Assert.Contains(expected, replies, StringComparison.Ordinal);
    }

    private static async Task<string> ConverseAsync(SmtpSink sink, string commands, string data)
    {
        using var tcp = new TcpClient { NoDelay = true };
        await tcp.ConnectAsync(IPAddress.Loopback, sink.Port, Deadline);
        NetworkStream stream = tcp.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(commands + data), Deadline);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadToEndAsync(Deadline);
    }
}
