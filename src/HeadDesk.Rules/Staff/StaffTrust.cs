namespace HeadDesk.Rules.Staff;

/// <summary>What proves that a mail was written by the staff member it names (design §6).</summary>
public enum StaffTrust
{
    /// <summary>Our own server's Authentication-Results, or a token that was issued to this person.</summary>
    AuthenticationResults,

    /// <summary>The From field alone; for closed networks only.</summary>
    FromHeader,
}

/// <summary>Whom a notice of new mail goes to.</summary>
public enum StaffNotification
{
    Off,

    /// <summary>The assignee, for mail on an assigned ticket.</summary>
    Assignee,

    /// <summary>The assignee, or everybody for mail in the queue.</summary>
    Everyone,
}
