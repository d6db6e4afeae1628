namespace HeadDesk.Mail.Imap;

/// <summary>The mailbox that UIDs refer to now.</summary>
public sealed class SelectedMailbox
{
    internal SelectedMailbox(string name) => Name = name;

    public string Name { get; }

    /// <summary>UIDs are worth something only together with this number (RFC 9051 §2.3.1.1); 0 where the server gave none.</summary>
    public uint UidValidity { get; internal set; }

    /// <summary>No message has this UID or a higher one yet, as of the selection; 0 where the server did not say.</summary>
    public uint UidNext { get; internal set; }

    /// <summary>Messages in the mailbox; kept current while it is selected.</summary>
    public uint Exists { get; internal set; }

    /// <summary>0 where the server keeps no mod-sequences for the mailbox (NOMODSEQ, or no CONDSTORE).</summary>
    public ulong HighestModSeq { get; internal set; }

    public IReadOnlyList<string> Flags { get; internal set; } = [];

    /// <summary>Flags that last; <c>\*</c> says that new keywords may be made.</summary>
    public IReadOnlyList<string> PermanentFlags { get; internal set; } = [];

    public bool IsReadOnly { get; internal set; }

    /// <summary>UIDs do not outlive the session: UIDNOTSTICKY, RFC 4315 §2.</summary>
    public bool HasVolatileUids { get; internal set; }
}
