using System.Text.RegularExpressions;
using HeadDesk.Mail.Mime.Headers;

namespace HeadDesk.Mail.Smtp;

/// <summary>The server's clock as many greetings show it: <c>220 mx ESMTP Exim 4.96 Sat, 21 Nov 2026 16:20:20 +0000</c>.</summary>
/// <remarks>A habit of programs (Exim, sendmail, Exchange), not of RFC 5321; only a date in the manner of RFC 5322 with its zone is believed. Sendmail writes GMT for +0000.</remarks>
internal static partial class GreetingTime
{
    private const int Longest = 500;

    public static DateTimeOffset? Of(string greeting) =>
        greeting.Length <= Longest && Date().Match(greeting) is { Success: true } found ? MailDate.Parse(found.Value) : null;

    // Nothing in it repeats without end, so it takes linear time as it is; NonBacktracking would build its machine at run time, some 50 ms a start.
    [GeneratedRegex(@"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-9]{1,2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} ([+-][0-9]{4}|GMT)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Date();
}
