using HeadDesk.Mail.Imap.Responses;
using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Imap;

/// <summary>A NO that came with results: what was done counts, what is missing was refused.</summary>
/// <param name="Code">The server's code, <see cref="ImapResponseCode.None"/> where it gave none.</param>
/// <param name="Text">The server's words.</param>
public sealed record ImapRefusal(ImapResponseCode Code, string Text);

/// <summary>Reads the IMAP code back from a refusal, whose status is <c>NO</c>, <c>BAD</c> or <c>NO [TRYCREATE]</c>.</summary>
public static class ImapRefusals
{
    public static ImapResponseCode ResponseCode(this MailCommandException refusal)
    {
        var open = refusal.Status.IndexOf('[');
        return open < 0 ? ImapResponseCode.None : ResponseCodeWords.Find(refusal.Status[(open + 1)..].TrimEnd(']'));
    }
}
