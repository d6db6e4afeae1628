using System.Buffers;
using System.Text;
using HeadDesk.Mail.Net;
using HeadDesk.Mail.Smtp;

namespace HeadDesk.Mail.Tests.Smtp;

public sealed class SmtpReplyTests
{
    private static async Task<SmtpReply> ReadAsync(string bytes, SmtpOptions? options = null)
    {
        await using var connection = new MailConnection(new MemoryStream(Encoding.Latin1.GetBytes(bytes)), ScriptedPeer.Endpoint);
        return await new SmtpSession(connection, options ?? new SmtpOptions()).ReadAsync("the test", default);
    }

    [Theory]
    [InlineData("250 2.1.0 Ok\r\n", 250, "2.1.0", "Ok")]
    [InlineData("250 2.1.0\r\n", 250, "2.1.0", "")]
    [InlineData("250 Ok\r\n", 250, null, "Ok")]
    [InlineData("250\r\n", 250, null, "")]
    [InlineData("250 \n", 250, null, "")]
    [InlineData("250-a\r\n250 b\r\n", 250, null, "a\nb")]
    [InlineData("550-5.1.1 no\r\n550 5.1.1 such user\r\n", 550, "5.1.1", "no\nsuch user")]
    [InlineData("550 4.1.1 class contradicts code\r\n", 550, null, "4.1.1 class contradicts code")]
    [InlineData("550 5.1.1111 too many digits\r\n", 550, null, "5.1.1111 too many digits")]
    [InlineData("550 5.1.1no space\r\n", 550, null, "5.1.1no space")]
    [InlineData("354 3.0.0 no such class\r\n", 354, null, "3.0.0 no such class")]
    public async Task WellFormed_IsRead(string bytes, int code, string? status, string text)
    {
        var reply = await ReadAsync(bytes);

        Assert.Equal((code, status, text), (reply.Code, reply.EnhancedStatus, reply.Text));
    }

    [Theory]
    [InlineData("hello\r\n")]
    [InlineData("25\r\n")]
    [InlineData("250x\r\n")]
    [InlineData("150 no\r\n")]
    [InlineData("650 no\r\n")]
    [InlineData("2a0 no\r\n")]
    [InlineData("250-a\r\n251 b\r\n")]
    [InlineData("\r\n")]
    public async Task Malformed_EndsTheConnection(string bytes)
    {
        var error = await Assert.ThrowsAsync<MailProtocolException>(() => ReadAsync(bytes));

        Assert.Equal(MailFailure.Malformed, error.Failure);
        Assert.StartsWith("mail.example.com:587, the test: expected", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("250")]
    [InlineData("250-a\r\n")]
    public async Task EndOfInput_IsALostConnection(string bytes) =>
        Assert.Equal(MailFailure.ConnectionLost, (await Assert.ThrowsAsync<MailProtocolException>(() => ReadAsync(bytes))).Failure);

    [Fact]
    public async Task Caps_HoldWithAndWithoutALineEnd()
    {
        var small = new SmtpOptions { MaxReplyLineLength = 100, MaxReplyLines = 3 };

        await Assert.ThrowsAsync<MailProtocolException>(() => ReadAsync("250 " + new string('x', 97) + "\r\n", small));
        await Assert.ThrowsAsync<MailProtocolException>(() => ReadAsync(new string('2', 200), small));
        await Assert.ThrowsAsync<MailProtocolException>(() => ReadAsync("250-1\r\n250-2\r\n250-3\r\n250 4\r\n", small));
        Assert.Equal(3, (await ReadAsync("250-1\r\n250-2\r\n250 3\r\n", small)).Text.Split('\n').Length);
    }

    [Fact]
    public void MutatedReplies_NeverThrowFromTheParser()
    {
        const int seed = 20_261_121;
        var random = new Random(seed);
        var good = "250-mx.example.net\r\n250-SIZE 10240000\r\n550-5.1.1 no\r\n550 5.1.1 such\r\n250 2.0.0 Ok\r\n"u8.ToArray();
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = good.ToArray();
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var reader = new SequenceReader<byte>(new ReadOnlySequence<byte>(bytes.AsMemory(0, random.Next(bytes.Length + 1))));
            var assembler = new ReplyAssembler(8);
            var before = reader.Consumed;
            while (ReplyLine.TryRead(ref reader, 64, out var line, out var defect) && defect is null)
            {
                Assert.True(reader.Consumed > before, $"seed {seed}, round {round}: no progress");
                before = reader.Consumed;
                assembler.Add(line, out _);
            }
        }
    }
}
