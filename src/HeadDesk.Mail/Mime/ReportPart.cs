namespace HeadDesk.Mail.Mime;

/// <summary>A machine-readable part of a multipart/report (RFC 6522) or its like.</summary>
/// <param name="MediaType">message/delivery-status, message/feedback-report, message/disposition-notification, text/rfc822-headers, text/calendar, …</param>
/// <param name="Text">The decoded content, lines ended by LF.</param>
public sealed record ReportPart(string MediaType, string Text)
{
    /// <summary>
    /// The groups of fields, set apart by blank lines: of a delivery status the fields about the message, then those about each
    /// recipient (RFC 3464 §2.1).
    /// </summary>
    public IReadOnlyList<ReportFields> Groups => field ??= Reports.ReportFieldParser.Parse(Text);
}
