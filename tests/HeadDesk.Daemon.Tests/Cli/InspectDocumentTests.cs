using System.Text;
using System.Text.Json;
using HeadDesk.Daemon.Cli;
using HeadDesk.Daemon.Output;

namespace HeadDesk.Daemon.Tests.Cli;

public sealed class InspectDocumentTests
{
    private static readonly string[] Contract =
    [
        "file", "messageId", "from", "replyTo", "to", "cc", "subject", "date", "inReplyTo", "references", "text", "reply", "attachments", "kind", "reasons",
        "bounce", "forwarded", "defects",
    ];

    private static JsonElement Inspect(string mail) => JsonDocument.Parse(Json.Of(Inspector.Inspect("m", Encoding.UTF8.GetBytes(mail)))).RootElement;

    [Theory]
    [InlineData("")]
    [InlineData("\0\0\0")]
    [InlineData("From: a@b.example\n\nhello")]
    public void AnyMail_HasEveryFieldOfTheContract(string mail)
    {
        var document = Inspect(mail);

        Assert.All(Contract, name => Assert.True(document.TryGetProperty(name, out _), name));
    }

    [Fact]
    public void SpamByTheServersWord_IsCustomerWithTheReason()
    {
        var document = Inspect("From: a@b.example\nX-Spam-Flag: YES\n\nbuy");

        Assert.Equal("customer", document.GetProperty("kind").GetString());
        Assert.StartsWith("X-Spam-Flag: YES", document.GetProperty("reasons")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void MailWithoutMessageId_HasTheSameFingerprintEachTime()
    {
        const string Mail = "From: a@b.example\nDate: Mon, 5 Jan 2026 10:00:00 +0000\n\nhello";

        var fingerprint = Inspect(Mail).GetProperty("fingerprint").GetString()!;
        Assert.Equal(64, fingerprint.Length);
        Assert.Equal($"sha256-{fingerprint}@fingerprint.invalid", Inspect(Mail).GetProperty("messageId").GetString());
        Assert.Equal(fingerprint, Inspect(Mail.Replace("\n", "\r\n", StringComparison.Ordinal)).GetProperty("fingerprint").GetString());
        Assert.Equal(Inspect(Mail).GetProperty("fingerprint").GetString(), Inspect("X-Added: on the way\n" + Mail).GetProperty("fingerprint").GetString());
        Assert.NotEqual(Inspect(Mail).GetProperty("fingerprint").GetString(), Inspect(Mail + "!").GetProperty("fingerprint").GetString());
    }

    [Fact]
    public void AnswersBetweenQuotations_AreSaidToBeSo()
    {
        var document = Inspect("Subject: Re: x\n\nOn Monday, 5 January 2026, Support wrote:\n> Is it on?\n\nYes.\n\n> Is it red?\n\nNo.\n");

        Assert.True(document.GetProperty("interleaved").GetBoolean());
        Assert.Contains("> Is it red?", document.GetProperty("trimmed").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ReplyAndTrimmed_HoldEveryLineOfTheText()
    {
        var document = Inspect("Subject: Re: x\n\nThanks.\n\n-- \nAda\n\nOn Monday, 5 January 2026, Support wrote:\n> Is it on?\n");
        var parts = document.GetProperty("reply").GetString() + "\n" + document.GetProperty("trimmed").GetString();

        Assert.All(document.GetProperty("text").GetString()!.Split('\n'), line => Assert.Contains(line.Trim(), parts, StringComparison.Ordinal));
    }

    [Fact]
    public void HalfSurrogates_DoNotBreakTheJson() =>
        Assert.Equal(JsonValueKind.Object, Inspect("Subject: =?utf-16?B?2AA=?=\nContent-Type: text/html\n\n&#xD800;&#xDFFF; a").ValueKind);
}
