using HeadDesk.Mail.Imap;
using HeadDesk.Mail.Net;
using HeadDesk.Mail.Tests.Imap.Replaying;

namespace HeadDesk.Mail.Tests.Imap;

/// <summary>A client in the middle of a scripted conversation, logged in without further words.</summary>
internal static class Conversation
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    public static Task<ImapClient> OpenAsync(DialogueStream stream, ImapOptions? options = null)
    {
        options ??= new ImapOptions();
        return ImapClient.OpenAsync(
            new MailConnection(stream, TranscriptPlayer.Endpoint, options.Connection), ConnectionSecurity.None, options, CancellationToken.None)
            .WaitAsync(Deadline);
    }

    public static DialogueStream Script(string capabilities, params string[] lines) =>
        DialogueStream.Of(staysOpen: true, [$"S: * PREAUTH [CAPABILITY IMAP4rev1 {capabilities}] ready", .. lines]);

    /// <summary>Waits until the client has said and read everything.</summary>
    public static async Task PlayedOutAsync(DialogueStream stream)
    {
        var limit = DateTime.UtcNow + Deadline;
        while (!stream.IsPlayedOut && DateTime.UtcNow < limit)
        {
            await Task.Delay(2);
        }

        Assert.Null(stream.Complaint);
        Assert.True(stream.IsPlayedOut);
    }
}
