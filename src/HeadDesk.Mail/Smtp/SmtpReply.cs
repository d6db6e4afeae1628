namespace HeadDesk.Mail.Smtp;

/// <summary>
/// A server's answer, or, where <see cref="IsLocal"/>, what we say in its place because the server was not or could not be asked.
/// </summary>
/// <param name="Code">200 to 599; the first digit decides (RFC 5321 §4.2.1).</param>
/// <param name="EnhancedStatus">RFC 3463, as <c>5.1.1</c>; null when there is none or it contradicts the code.</param>
/// <param name="Text">The words of all lines, one line each, without code and enhanced status.</param>
/// <param name="IsLocal">Made by us.</param>
public sealed record SmtpReply(int Code, string? EnhancedStatus, string Text, bool IsLocal = false)
{
    /// <summary>2xx</summary>
    public bool IsPositive => Code / 100 == 2;

    /// <summary>3xx</summary>
    public bool IsIntermediate => Code / 100 == 3;

    /// <summary>4xx</summary>
    public bool IsTransient => Code / 100 == 4;

    /// <summary>5xx</summary>
    public bool IsPermanent => Code / 100 == 5;

    /// <summary>421: the server closes the connection after this (RFC 5321 §3.8).</summary>
    internal bool IsClosing => Code == 421 && !IsLocal;

    /// <summary>530, 534, 535, 538 (RFC 4954 §6): our login is at fault, not the message.</summary>
    internal bool IsLoginRequired => Code is 530 or 534 or 535 or 538;

    /// <summary><c>550 5.1.1</c></summary>
    internal string Status => EnhancedStatus is null ? $"{Code}" : $"{Code} {EnhancedStatus}";

    /// <summary>On one line, as a log or a note shows it.</summary>
    public override string ToString() => Text.Length == 0 ? Status : $"{Status} {Text.ReplaceLineEndings(" ")}";

    internal static SmtpReply Local(int code, string enhancedStatus, string text) => new(code, enhancedStatus, text, IsLocal: true);
}
