namespace HeadDesk.Mail.Imap;

/// <summary>The bracketed code of a status response: RFC 9051 §7.1, RFC 5530, 4315, 5465, 7162, 4978, 6154, 8474.</summary>
public enum ImapResponseCode
{
    /// <summary>The server gave no code.</summary>
    None,

    /// <summary>A code this client does not know.</summary>
    Other,

    Alert,
    AlreadyExists,
    AppendUid,
    AuthenticationFailed,
    AuthorizationFailed,
    BadCharset,
    Cannot,
    Capability,
    ClientBug,
    Closed,
    ContactAdmin,
    CopyUid,
    Corruption,
    Expired,
    ExpungeIssued,
    HasChildren,
    HighestModSeq,
    InUse,
    Limit,
    MailboxId,
    Modified,
    NoModSeq,
    NonExistent,
    NoPermission,
    NotSaved,

    /// <summary>The server gave up telling of other mailboxes (RFC 5465 §5.8).</summary>
    NotificationOverflow,

    OverQuota,
    Parse,
    PermanentFlags,
    PrivacyRequired,
    ReadOnly,
    ReadWrite,
    ServerBug,
    TooBig,

    /// <summary>The mailbox of APPEND, COPY or MOVE does not exist, and CREATE would help (RFC 9051 §7.1).</summary>
    TryCreate,

    UidNext,
    UidNotSticky,
    UidValidity,
    Unavailable,
    UnknownCte,
    Unseen,
    UseAttr,
}
