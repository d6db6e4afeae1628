namespace HeadDesk.Mail.Mime;

/// <summary>How a body was made fit for transport (RFC 2045 §6), with the unregistered ones that are met.</summary>
public enum TransferEncoding
{
    /// <summary>7bit, 8bit, binary, absent or unknown: the bytes stand for themselves.</summary>
    Identity,
    QuotedPrintable,
    Base64,
    UuEncode,
    YEnc,
}
