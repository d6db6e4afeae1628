using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Smtp;

/// <summary>The outcome of one attempt to send one message.</summary>
/// <param name="Message">The message.</param>
/// <param name="Outcome">
/// Of the message as a whole: <see cref="SmtpOutcome.Accepted"/> when the server took it for at least one recipient;
/// else deferred as long as another attempt could reach anybody.
/// </param>
/// <param name="Reply">The reply that decided <paramref name="Outcome"/>.</param>
/// <param name="Recipients">One for each of the envelope's recipients, in its order.</param>
/// <param name="Failure">Why the connection is gone, when this attempt ended with it.</param>
public sealed record SmtpResult(
    SmtpMessage Message,
    SmtpOutcome Outcome,
    SmtpReply Reply,
    IReadOnlyList<RecipientResult> Recipients,
    MailProtocolException? Failure = null)
{
    /// <summary>The server refused MAIL itself: its reply is about the connection or the sender, and no recipient was asked for.</summary>
    public bool IsRefusedAtMail { get; init; }

    public bool IsAcceptedByAll => Recipients.All(recipient => recipient.Outcome == SmtpOutcome.Accepted);
}
