namespace HeadDesk.Mail.Imap;

/// <summary>What STORE does with the flags named. RFC 9051 §6.4.6.</summary>
public enum FlagChange
{
    Add,
    Remove,
    Replace,
}
