using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Smtp;

/// <summary>
/// One message on its way through <c>[RSET] MAIL RCPT* DATA body</c>. Counts what was asked and what was answered, so that
/// every reply of a pipelined group finds its question, and says at the end what became of each recipient.
/// </summary>
internal sealed class SmtpTransaction : IDisposable
{
    private readonly SmtpMessage message;
    private readonly SmtpReply?[] recipientReplies;
    private readonly MailCommand mail;
    private bool reset;
    private int written;
    private int answered;
    private int accepted;
    private bool stopped;
    private bool refusedAtMail;
    private SmtpReply? decided;

    public SmtpTransaction(SmtpMessage message, MailCommand mail)
    {
        this.message = message;
        this.mail = mail;
        recipientReplies = new SmtpReply?[message.Envelope.Recipients.Count];
        if (mail.Refusal is { } refusal)
        {
            Decide(refusal);
        }
    }

    /// <summary>Set once the message's fate is known.</summary>
    public SmtpResult? Result { get; private set; }

    /// <summary>The server said 354: it wants data, or, where nobody was accepted, at least the dot (RFC 2920 §3.1).</summary>
    public bool AwaitsBody { get; private set; }

    /// <summary>False when the dot alone is owed.</summary>
    public bool HasRecipients => accepted > 0;

    /// <summary>From here on a lost connection may mean a message taken.</summary>
    public bool DotMayHaveLeft { get; set; }

    /// <summary>MAIL was taken but the transaction will not end with a dot: the next one begins with RSET.</summary>
    public bool LeavesStateBehind { get; private set; }

    public SmtpMessage Message => message;

    public Stream? Source => mail.Source;

    /// <summary>The envelope part is over, one way or the other.</summary>
    public bool IsEnvelopeDone => Result is not null || AwaitsBody;

    public bool HasUnanswered => answered < written;

    /// <summary>What the next reply answers, for errors.</summary>
    public SmtpStep Awaiting => AwaitsBody ? SmtpStep.Body : StepAt(answered);

    private int CommandCount => (reset ? 1 : 0) + 2 + recipientReplies.Length;

    /// <summary>Must be called before anything is written.</summary>
    public void BeginWithReset() => reset = true;

    /// <summary>Writes up to <paramref name="limit"/> commands; DATA is the last of its group (RFC 2920 §3.1).</summary>
    public void WriteCommands(SmtpSession session, int limit)
    {
        for (var end = Math.Min(CommandCount, written + limit); written < end && !stopped; written++)
        {
            var step = StepAt(written);
            session.Write(
                step == SmtpStep.Mail ? mail.Line
                : step == SmtpStep.Recipient ? $"RCPT TO:<{message.Envelope.Targets[RecipientAt(written)].Wire}>"
                : step == SmtpStep.Data ? "DATA"
                : "RSET");
        }
    }

    /// <summary>Files a reply under the command it answers.</summary>
    /// <exception cref="MailProtocolException">The reply makes no sense here, or the server says goodbye with it.</exception>
    public void Take(SmtpReply reply, string peer)
    {
        var step = Awaiting;
        var good = step.Judge(reply, peer);
        if (step == SmtpStep.Body)
        {
            Decide(HasRecipients ? reply : decided);
        }
        else
        {
            TakeEnvelope(step, reply, good);
        }

        if (reply.IsClosing)
        {
            throw MailProtocolException.ServiceClosing(peer, reply.ToString());
        }
    }

    /// <summary>The connection is gone; what was not decided yet never will be, and what was decided stands.</summary>
    public void Lose(MailProtocolException failure)
    {
        if (Result is null)
        {
            var uncertain = DotMayHaveLeft && HasRecipients;
            Decide(decided ?? SmtpReply.Local(421, "4.4.2", failure.Message), uncertain);
            Result = Result! with { Failure = failure };
        }
        else if (Result.Reply.IsClosing)
        {
            Result = Result with { Failure = failure };
        }
    }

    /// <summary>The data cannot be finished for a reason of our own.</summary>
    public void Abandon(SmtpReply reason, MailProtocolException failure)
    {
        Decide(reason);
        Result = Result! with { Failure = failure };
    }

    public void Dispose() => mail.Dispose();

    private void TakeEnvelope(SmtpStep step, SmtpReply reply, bool good)
    {
        var index = RecipientAt(answered);
        answered++;
        if (step == SmtpStep.Mail)
        {
            LeavesStateBehind = good;
            decided = good ? null : reply;
            refusedAtMail = stopped = !good;
        }
        else if (step == SmtpStep.Recipient && decided is null)
        {
            // After a refused MAIL the replies to RCPT ("503 need MAIL first") say nothing about the recipients.
            recipientReplies[index] = reply;
            accepted += good ? 1 : 0;
            stopped = answered == CommandCount - 1 && accepted == 0;
        }
        else if (step == SmtpStep.Data)
        {
            AwaitsBody = good;
            LeavesStateBehind &= !good;
            decided ??= good || accepted == 0 ? null : reply;
        }

        if (!AwaitsBody && !HasUnanswered && (stopped || written == CommandCount))
        {
            Decide(decided);
        }
    }

    private void Decide(SmtpReply? reply, bool uncertain = false)
    {
        AwaitsBody = false;
        Result = SmtpVerdict.Reach(message, recipientReplies, reply, uncertain) with { IsRefusedAtMail = refusedAtMail };
    }

    private SmtpStep StepAt(int index)
    {
        var place = index - (reset ? 1 : 0);
        return place < 0 ? SmtpStep.Reset
            : place == 0 ? SmtpStep.Mail
            : place <= recipientReplies.Length ? SmtpStep.Recipient
            : SmtpStep.Data;
    }

    private int RecipientAt(int index) => index - (reset ? 2 : 1);
}
