using System.Text;
using HeadDesk.Mail.Imap;
using HeadDesk.Mail.Net;
using HeadDesk.Mail.Tests.Imap.Replaying;

namespace HeadDesk.Mail.Tests.Imap;

/// <summary>CVE-2011-0411: what is said in the clear behind the OK of STARTTLS must never pass for words from within TLS.</summary>
public sealed class StartTlsInjectionTests
{
    [Theory, InlineData(int.MaxValue), InlineData(1)]
    public async Task WordsBehindTheOk_AreRefused(int chunk)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var stream = new DialogueStream(
            [
                (true, "* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n"u8.ToArray()),
                (false, "A1 STARTTLS\r\n"u8.ToArray()),
                (true, Encoding.ASCII.GetBytes("A1 OK begin\r\n* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] injected\r\n")),
            ],
            chunk);

        var refused = await Assert.ThrowsAsync<MailProtocolException>(() => ImapClient.OpenAsync(
            new MailConnection(stream, TranscriptPlayer.Endpoint), ConnectionSecurity.StartTls, new ImapOptions(), limit.Token));

        // byte by byte they are not there yet when the handshake begins; then they are no TLS record
        Assert.Equal(MailFailure.Security, refused.Failure);
    }
}
