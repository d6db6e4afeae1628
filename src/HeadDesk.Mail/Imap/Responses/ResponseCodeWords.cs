using System.Collections.Frozen;

namespace HeadDesk.Mail.Imap.Responses;

/// <summary>The codes by their words on the wire, and back.</summary>
internal static class ResponseCodeWords
{
    private static readonly FrozenDictionary<string, ImapResponseCode> ByWord = new Dictionary<string, ImapResponseCode>
    {
        ["ALERT"] = ImapResponseCode.Alert,
        ["ALREADYEXISTS"] = ImapResponseCode.AlreadyExists,
        ["APPENDUID"] = ImapResponseCode.AppendUid,
        ["AUTHENTICATIONFAILED"] = ImapResponseCode.AuthenticationFailed,
        ["AUTHORIZATIONFAILED"] = ImapResponseCode.AuthorizationFailed,
        ["BADCHARSET"] = ImapResponseCode.BadCharset,
        ["CANNOT"] = ImapResponseCode.Cannot,
        ["CAPABILITY"] = ImapResponseCode.Capability,
        ["CLIENTBUG"] = ImapResponseCode.ClientBug,
        ["CLOSED"] = ImapResponseCode.Closed,
        ["CONTACTADMIN"] = ImapResponseCode.ContactAdmin,
        ["COPYUID"] = ImapResponseCode.CopyUid,
        ["CORRUPTION"] = ImapResponseCode.Corruption,
        ["EXPIRED"] = ImapResponseCode.Expired,
        ["EXPUNGEISSUED"] = ImapResponseCode.ExpungeIssued,
        ["HASCHILDREN"] = ImapResponseCode.HasChildren,
        ["HIGHESTMODSEQ"] = ImapResponseCode.HighestModSeq,
        ["INUSE"] = ImapResponseCode.InUse,
        ["LIMIT"] = ImapResponseCode.Limit,
        ["MAILBOXID"] = ImapResponseCode.MailboxId,
        ["MODIFIED"] = ImapResponseCode.Modified,
        ["NOMODSEQ"] = ImapResponseCode.NoModSeq,
        ["NONEXISTENT"] = ImapResponseCode.NonExistent,
        ["NOPERM"] = ImapResponseCode.NoPermission,
        ["NOTIFICATIONOVERFLOW"] = ImapResponseCode.NotificationOverflow,
        ["NOTSAVED"] = ImapResponseCode.NotSaved,
        ["OVERQUOTA"] = ImapResponseCode.OverQuota,
        ["PARSE"] = ImapResponseCode.Parse,
        ["PERMANENTFLAGS"] = ImapResponseCode.PermanentFlags,
        ["PRIVACYREQUIRED"] = ImapResponseCode.PrivacyRequired,
        ["READ-ONLY"] = ImapResponseCode.ReadOnly,
        ["READ-WRITE"] = ImapResponseCode.ReadWrite,
        ["SERVERBUG"] = ImapResponseCode.ServerBug,
        ["TOOBIG"] = ImapResponseCode.TooBig,
        ["TRYCREATE"] = ImapResponseCode.TryCreate,
        ["UIDNEXT"] = ImapResponseCode.UidNext,
        ["UIDNOTSTICKY"] = ImapResponseCode.UidNotSticky,
        ["UIDVALIDITY"] = ImapResponseCode.UidValidity,
        ["UNAVAILABLE"] = ImapResponseCode.Unavailable,
        ["UNKNOWN-CTE"] = ImapResponseCode.UnknownCte,
        ["UNSEEN"] = ImapResponseCode.Unseen,
        ["USEATTR"] = ImapResponseCode.UseAttr,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static ImapResponseCode Find(string word) =>
        ByWord.TryGetValue(word, out var code) ? code : ImapResponseCode.Other;
}
