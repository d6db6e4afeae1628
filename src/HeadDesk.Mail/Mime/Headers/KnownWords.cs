using System.Collections.Frozen;
using System.Text;

namespace HeadDesk.Mail.Mime.Headers;

/// <summary>Field names, parameter names and values that stand in nearly every mail: one string for all of them.</summary>
internal static class KnownWords
{
    private const int Longest = 40;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = new[]
    {
        "Return-Path", "Received", "From", "Sender", "Reply-To", "To", "Cc", "Subject", "Date", "Message-ID", "Message-Id", "In-Reply-To",
        "References", "MIME-Version", "Mime-Version", "Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "Content-Language",
        "Delivered-To", "User-Agent", "X-Mailer", "DKIM-Signature", "Authentication-Results", "Received-SPF", "ARC-Seal", "ARC-Message-Signature",
        "ARC-Authentication-Results", "Auto-Submitted", "Precedence", "Importance", "Thread-Topic", "Thread-Index", "Accept-Language",
        "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "X-Originating-IP", "X-Priority", "X-Spam-Status", "X-Spam-Flag",
        "charset", "name", "boundary", "filename", "format", "delsp", "type", "size", "protocol", "micalg", "report-type", "method", "start",
        "utf-8", "UTF-8", "us-ascii", "US-ASCII", "iso-8859-1", "ISO-8859-1", "iso-8859-15", "windows-1252", "flowed", "yes", "1.0",
        "attachment", "inline", "text/plain", "text/html", "multipart/mixed", "multipart/alternative", "multipart/related",
    }.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <param name="ascii">Bytes beyond ASCII become question marks.</param>
    public static string Of(ReadOnlySpan<byte> ascii)
    {
        Span<char> word = stackalloc char[Longest];
        return ascii.Length <= Longest && Ascii.ToUtf16(ascii, word, out var length) == System.Buffers.OperationStatus.Done
            && Words.TryGetValue(word[..length], out var known)
            ? known
            : Encoding.ASCII.GetString(ascii);
    }
}
