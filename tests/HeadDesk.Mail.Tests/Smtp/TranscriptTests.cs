using System.Text;
using HeadDesk.Mail.Net;
using HeadDesk.Mail.Sasl;
using HeadDesk.Mail.Smtp;
using static HeadDesk.Mail.Smtp.SmtpOutcome;

namespace HeadDesk.Mail.Tests.Smtp;

public sealed class TranscriptTests
{
    private static readonly SmtpOptions Anonymous = new() { ClientName = "client.example" };
    private static readonly SmtpOptions Desk = Anonymous with { Credential = new PasswordCredential("desk", "secret") };

    public static TheoryData<Replay> Replays => [Replay.Whole, Replay.ByteByByte, Replay.BareLineFeeds];

    private static SmtpMessage Message(string body, string? from, params string[] recipients) =>
        new(new SmtpEnvelope(from, recipients), Encoding.UTF8.GetBytes(body));

    private static SmtpMessage FromDesk(string body, params string[] recipients) => Message(body, "desk@example.com", recipients);

    private static async Task<List<SmtpResult>> PlayAsync(string name, Replay replay, SmtpOptions options, params SmtpMessage[] messages)
    {
        await using var peer = ScriptedPeer.Load(name, replay);
        await using var client = await OpenAsync(peer, options);
        var results = new List<SmtpResult>();
        await foreach (var result in client.SendAllAsync(messages, default))
        {
            results.Add(result);
        }

        Assert.Equal(string.Empty, peer.Rest());
        Assert.Equal(messages, results.Select(result => result.Message));
        Assert.Equal(client.Failure, results.Count == 0 ? null : results[^1].Failure);
        return results;
    }

    private static async Task<SmtpClient> OpenAsync(ScriptedPeer peer, SmtpOptions options) =>
        await SmtpClient.OpenAsync(new MailConnection(peer, ScriptedPeer.Endpoint), ConnectionSecurity.None, options, default);

    private static IEnumerable<SmtpOutcome> Outcomes(SmtpResult result) => result.Recipients.Select(recipient => recipient.Outcome);

    [Theory, MemberData(nameof(Replays))]
    public async Task Exim_LogsInSendsAndQuits(Replay replay)
    {
        await using var peer = ScriptedPeer.Load("exim/login-and-send", replay);
        await using var client = await OpenAsync(peer, Desk);

        var result = await client.SendAsync(new SmtpEnvelope("desk@example.com", "alice@example.org"), "Subject: hi\r\n\r\none\n.two\r\n\r"u8.ToArray(), default);
        await client.QuitAsync(default);

        Assert.True(result.IsAcceptedByAll);
        Assert.Equal("250 OK id=1q2w3e-000001-AB", result.Reply.ToString());
        Assert.Equal(52428800, client.Extensions.SizeLimit);
        Assert.True(client.Extensions is { Chunking: true, SmtpUtf8: true, EightBitMime: true, Pipelining: true, Dsn: false });
        Assert.True(peer.IsPlayedOut, peer.Rest());
    }

    [Theory, MemberData(nameof(Replays))]
    public async Task Exim_EachRecipientHasItsOwnOutcome(Replay replay)
    {
        var result = (await PlayAsync("exim/mixed-recipients", replay, Anonymous, Message("one", null, "good@example.org", "nobody@example.org", "slow@example.org")))[0];

        Assert.Equal(Accepted, result.Outcome);
        Assert.Equal([Accepted, Rejected, Deferred], Outcomes(result));
        Assert.Equal("550 Verification failed for <nobody@example.org> The mail server could not deliver mail. Unrouteable address", result.Recipients[1].Reply.ToString());
        Assert.Equal(451, result.Recipients[2].Reply.Code);
        Assert.False(result.IsAcceptedByAll);
    }

    [Theory, MemberData(nameof(Replays))]
    public async Task Exim_RefusedMailIsTheReasonAndNotThe503Behind(Replay replay)
    {
        var results = await PlayAsync("exim/refused-mail-gives-503s", replay, Anonymous, FromDesk("one", "alice@example.org"), FromDesk("two", "alice@example.org"));

        Assert.Equal(Deferred, results[0].Outcome);
        Assert.Equal([452], results[0].Recipients.Select(recipient => recipient.Reply.Code));
        Assert.Equal(Accepted, results[1].Outcome);
    }

    [Theory, MemberData(nameof(Replays))]
    public async Task Postfix_BatchCostsOneRoundTripAMessage(Replay replay)
    {
        var results = await PlayAsync(
            "postfix/batch", replay, Anonymous, FromDesk("one\r\n", "a@example.org"), FromDesk("two\r\n", "gone@example.org", "full@example.org"), FromDesk("three\r\n", "c@example.org"));

        Assert.Equal([Accepted, Deferred, Rejected], results.Select(result => result.Outcome));
        Assert.Equal([Rejected, Deferred], Outcomes(results[1]));
        Assert.Equal("5.1.1", results[1].Recipients[0].Reply.EnhancedStatus);
        Assert.Equal("554 5.7.1 Message refused: looks like spam", results[2].Reply.ToString());
    }

    [Theory, MemberData(nameof(Replays))]
    public async Task Postfix_GoAheadWithoutRecipientsGetsOnlyTheDot(Replay replay)
    {
        var results = await PlayAsync("postfix/data-accepted-without-recipients", replay, Anonymous, FromDesk("one", "gone@example.org"), FromDesk("two", "b@example.org"));

        Assert.Equal([Rejected, Accepted], results.Select(result => result.Outcome));
        Assert.Equal("5.1.1", results[0].Reply.EnhancedStatus);
    }

    [Theory, MemberData(nameof(Replays))]
    public async Task Postfix_421InABatch_LeavesTheRestDeferred(Replay replay)
    {
        var results = await PlayAsync(
            "postfix/too-many-messages", replay, Anonymous, FromDesk("one", "a@example.org"), FromDesk("two", "b@example.org"), FromDesk("three", "c@example.org"));

        Assert.Equal([Accepted, Deferred, Deferred], results.Select(result => result.Outcome));
        Assert.Null(results[0].Failure);
        Assert.Equal(MailFailure.ServiceClosing, results[1].Failure!.Failure);
        Assert.Contains("too many messages", results[2].Reply.Text, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Replays))]
    public async Task Postfix_CutAfterTheDot_OnlyThatMessageIsUncertain(Replay replay)
    {
        var results = await PlayAsync(
            "postfix/cut-after-dot", replay, Anonymous, FromDesk("one", "a@example.org", "gone@example.org"), FromDesk("two", "b@example.org"), FromDesk("three", "c@example.org"));

        Assert.Equal([Uncertain, Deferred, Deferred], results.Select(result => result.Outcome));
        Assert.Equal([Uncertain, Rejected], Outcomes(results[0]));
        Assert.All(results, result => Assert.Equal(MailFailure.ConnectionLost, result.Failure!.Failure));
        Assert.True(results[1].Reply.IsLocal);
    }

    [Theory, MemberData(nameof(Replays))]
    public async Task OpenSmtpd_OneMailTooManyForTheConnection_IsToldFromARefusedRecipient(Replay replay)
    {
        var results = await PlayAsync(
            "opensmtpd/too-many-messages", replay, Anonymous, FromDesk("one", "anna@example.com", "nosuch@example.com"), FromDesk("two", "anna@example.com"), FromDesk("three", "anna@example.com"));

        Assert.Equal([Accepted, Deferred, Deferred], results.Select(result => result.Outcome));
        Assert.Equal([Accepted, Rejected], Outcomes(results[0]));
        Assert.Equal([false, true, true], results.Select(result => result.IsRefusedAtMail));
    }

    [Theory, MemberData(nameof(Replays))]
    public async Task Sendmail_EachRecipientHasItsOwnOutcome(Replay replay)
    {
        var results = await PlayAsync(
            "sendmail/mixed-recipients", replay, Anonymous, FromDesk("one", "nosuch@example.com", "no@example.com", "grey@example.com"), FromDesk("two", "anna@example.com"));

        Assert.Equal([Deferred, Accepted], results.Select(result => result.Outcome));
        Assert.Equal([Rejected, Rejected, Deferred], Outcomes(results[0]));
        Assert.False(results[0].IsRefusedAtMail);
    }

    [Theory, MemberData(nameof(Replays))]
    public async Task Aiosmtpd_RefusedDataDoesNotRefuseTheNextMail(Replay replay)
    {
        var results = await PlayAsync("aiosmtpd/refused-data-keeps-its-transaction", replay, Anonymous, FromDesk("ünü", "anna@example.org"), FromDesk("two", "bert@example.org"));

        Assert.Equal([Rejected, Accepted], results.Select(result => result.Outcome));
    }

    [Theory, MemberData(nameof(Replays))]
    public async Task Gmail_MultiLineStatusIsReadOnceAndDomainsAreEncoded(Replay replay)
    {
        var result = (await PlayAsync("gmail/send", replay, Desk, FromDesk("one\r\n", "nobody@gmail.example", "alice@bücher.example")))[0];

        Assert.Equal([Rejected, Accepted], Outcomes(result));
        Assert.StartsWith("550 5.1.1 The email account that you tried to reach does not exist. Please try double-checking", result.Recipients[0].Reply.ToString(), StringComparison.Ordinal);
        Assert.Equal("alice@bücher.example", result.Recipients[1].Address);
    }

    [Theory, MemberData(nameof(Replays))]
    public async Task Gmail_WrongPasswordIsOnePlainLineWithoutIt(Replay replay)
    {
        await using var peer = ScriptedPeer.Load("gmail/wrong-password", replay);

        var error = await Assert.ThrowsAsync<MailCommandException>(() => OpenAsync(peer, Desk));

        Assert.True(error.IsAuthenticationFailure);
        Assert.StartsWith("mail.example.com:587 refused the login of 'desk' by AUTH PLAIN: 535 5.7.8 Username and Password not accepted.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Replays))]
    public async Task Exchange_WithoutPipeliningEveryCommandWaits(Replay replay)
    {
        var results = await PlayAsync(
            "exchange/login-no-pipelining", replay, Desk, FromDesk("one\r\n", "a@example.org"), FromDesk("two\r\n", "gone@example.org"), FromDesk("three\r\n", "c@example.org"));

        Assert.Equal([Accepted, Rejected, Deferred], results.Select(result => result.Outcome));
    }

    [Theory, MemberData(nameof(Replays))]
    public async Task Exchange_LoginNeeded_DefersInsteadOfBouncing(Replay replay)
    {
        var result = (await PlayAsync("exchange/login-needed", replay, Anonymous, FromDesk("one", "a@example.org")))[0];

        Assert.Equal(Deferred, result.Outcome);
        Assert.Equal(530, result.Reply.Code);
    }

    [Theory, MemberData(nameof(Replays))]
    public async Task OldServer_FallsBackToHelo(Replay replay)
    {
        var result = (await PlayAsync("old/helo-only", replay, Anonymous, FromDesk("one", "a@example.org")))[0];

        Assert.Equal(Accepted, result.Outcome);
    }

    [Theory, MemberData(nameof(Replays))]
    public async Task OldServer_WithdrawnMechanismIsFollowedByTheNext(Replay replay)
    {
        await using var peer = ScriptedPeer.Load("old/plain-withdrawn", replay);
        await using var client = await OpenAsync(peer, Desk);

        Assert.Equal(["PLAIN", "LOGIN"], client.Extensions.AuthMechanisms);
        Assert.True(peer.IsPlayedOut, peer.Rest());
    }
}
