namespace HeadDesk.Mail.Smtp;

/// <summary>What became of a message or of one of its recipients.</summary>
public enum SmtpOutcome
{
    /// <summary>The server has taken responsibility (2xx after the final dot).</summary>
    Accepted,

    /// <summary>Not sent, and worth another attempt: a 4xx reply, or the connection was lost before the server could have taken it.</summary>
    Deferred,

    /// <summary>Refused for good (5xx).</summary>
    Rejected,

    /// <summary>The final dot may have reached the server but no answer came back: another attempt may make a second copy.</summary>
    Uncertain,
}
