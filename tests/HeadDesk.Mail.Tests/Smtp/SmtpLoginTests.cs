using System.Text;
using HeadDesk.Mail.Net;
using HeadDesk.Mail.Sasl;
using HeadDesk.Mail.Smtp;

namespace HeadDesk.Mail.Tests.Smtp;

public sealed class SmtpLoginTests
{
    private static string[] Hello(string mechanisms) =>
        ["S: 220 mx.example.net ESMTP", "C: EHLO client.example", "S: 250-mx.example.net", $"S: 250 AUTH {mechanisms}"];

    private static async Task<RecordingLog> LogInAsync(string[] script, string password = "secret")
    {
        var log = new RecordingLog();
        await using var peer = new ScriptedPeer(script, Replay.Whole);
        var connection = new MailConnection(peer, ScriptedPeer.Endpoint, new ConnectionOptions { WireLog = log });
        var options = new SmtpOptions { ClientName = "client.example", Credential = new PasswordCredential("desk", password) };
        await using var client = await SmtpClient.OpenAsync(connection, ConnectionSecurity.None, options, default);
        Assert.True(peer.IsPlayedOut, peer.Rest());
        return log;
    }

    [Theory]
    [InlineData("PLAIN", "AUTH PLAIN AGRlc2sAc2VjcmV0", null)]
    [InlineData("LOGIN", "AUTH LOGIN", "c2VjcmV0")]
    public async Task Log_ShowsTheDialogueWithoutTheSecret(string mechanism, string command, string? second)
    {
        string[] exchange = second is null
            ? [$"C: {command}", "S: 235 ok"]
            : [$"C: {command}", "S: 334 VXNlcm5hbWU6", "C: ZGVzaw==", "S: 334 UGFzc3dvcmQ6", $"C: {second}", "S: 235 ok"];

        var log = await LogInAsync([.. Hello(mechanism), .. exchange]);

        Assert.Contains(log.Lines, line => line.StartsWith($"C AUTH {mechanism}", StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.EndsWith("***", StringComparison.Ordinal));
        Assert.Contains("S 235 ok", log.Lines);
        Assert.DoesNotContain(log.Lines, line => line.Contains("c2VjcmV0", StringComparison.Ordinal) || line.Contains("ZGVza", StringComparison.Ordinal) || line.Contains("AGRlc2s", StringComparison.Ordinal));
    }

    [Fact]
    public async Task LongPassword_WaitsForTheServersPrompt()
    {
        var password = new string('p', 500);
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0desk\0{password}"));

        await LogInAsync([.. Hello("PLAIN"), "C: AUTH PLAIN", "S: 334 ", $"C: {encoded}", "S: 235 ok"], password);
    }

    [Theory]
    [InlineData("more?")]
    [InlineData("!!! not base64")]
    public async Task UnexpectedChallenge_IsCancelled(string challenge)
    {
        var prompt = challenge.StartsWith('!') ? challenge : Convert.ToBase64String(Encoding.ASCII.GetBytes(challenge));

        var error = await Assert.ThrowsAsync<MailCommandException>(() => LogInAsync(
            [.. Hello("PLAIN"), "C: AUTH PLAIN AGRlc2sAc2VjcmV0", $"S: 334 {prompt}", "C: *", "S: 501 5.0.0 cancelled"]));

        Assert.True(error.IsAuthenticationFailure);
        Assert.Equal("501 5.0.0", error.Status);
    }

    [Fact]
    public async Task TemporaryFailure_IsNotAWrongPassword()
    {
        var error = await Assert.ThrowsAsync<MailCommandException>(() => LogInAsync(
            [.. Hello("PLAIN"), "C: AUTH PLAIN AGRlc2sAc2VjcmV0", "S: 454 4.7.0 Temporary authentication failure"]));

        Assert.Equal((false, true), (error.IsAuthenticationFailure, error.IsTransient));
    }

    [Fact]
    public async Task NothingInCommon_NamesWhatIsOffered()
    {
        var error = await Assert.ThrowsAsync<MailCommandException>(() => LogInAsync(Hello("GSSAPI NTLM")));

        Assert.Contains("(it offers: GSSAPI NTLM)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServerGoesDownMeanwhile_IsALostConnection()
    {
        var error = await Assert.ThrowsAsync<MailProtocolException>(() => LogInAsync(
            [.. Hello("PLAIN"), "C: AUTH PLAIN AGRlc2sAc2VjcmV0", "S: 421 4.3.2 shutting down"]));

        Assert.Equal(MailFailure.ServiceClosing, error.Failure);
    }

    private sealed class RecordingLog : IWireLog
    {
        public List<string> Lines { get; } = [];

        public void Sent(string peer, string line) => Lines.Add("C " + line);

        public void Received(string peer, string line) => Lines.Add("S " + line);
    }
}
