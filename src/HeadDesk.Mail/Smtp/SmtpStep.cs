using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Smtp;

/// <summary>A place in a mail transaction where a reply is awaited.</summary>
/// <param name="Name">For errors.</param>
/// <param name="Continue">The first digit of the reply that leads on.</param>
/// <param name="MayRefuse">4xx and 5xx are answers too; elsewhere they, like any other reply, mean that we are out of step.</param>
internal sealed record SmtpStep(string Name, int Continue, bool MayRefuse)
{
    // RFC 5321 §4.3.2
    public static readonly SmtpStep Reset = new("RSET", 2, MayRefuse: false);
    public static readonly SmtpStep Mail = new("MAIL FROM", 2, MayRefuse: true);
    public static readonly SmtpStep Recipient = new("RCPT TO", 2, MayRefuse: true);
    public static readonly SmtpStep Data = new("DATA", 3, MayRefuse: true);
    public static readonly SmtpStep Body = new("the end of data", 2, MayRefuse: true);

    /// <returns>True: go on. False: refused.</returns>
    public bool Judge(SmtpReply reply, string peer)
    {
        if (reply.Code / 100 == Continue)
        {
            return true;
        }

        return reply.IsClosing || (MayRefuse && (reply.IsTransient || reply.IsPermanent))
            ? false
            : throw MailProtocolException.Unexpected(peer, Name, MayRefuse ? $"{Continue}xx, 4xx or 5xx" : $"{Continue}xx", reply.ToString());
    }
}
