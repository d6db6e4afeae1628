using HeadDesk.EndToEnd.Tests.Desks;

namespace HeadDesk.EndToEnd.Tests.Walking;

/// <summary>Writes the mails of a walk: no two hold the same word, so that words are known again wherever they turn up.</summary>
internal sealed class Letters(string desk)
{
    private int _words;

    public static string Text(string word) => $"What I mean is {word}.";

    /// <summary>Words are counted up as they are written.</summary>
    public static int Order(string word) => int.Parse(word["word".Length..], System.Globalization.CultureInfo.InvariantCulture);

    public string NextWord() => $"word{++_words}";

    public Letter ToDesk(string from, string subject, string text, params IEnumerable<string> answers) =>
        new(from, desk, subject, text) { Headers = [.. answers.Select(id => $"In-Reply-To: <{id}>")] };

    /// <summary>Tells that a mail of the desk did not arrive (RFC 3464).</summary>
    public Letter Bounce(string address, string messageId) => new($"mailer-daemon@{address[(address.IndexOf('@', StringComparison.Ordinal) + 1)..]}", desk, "Undelivered mail returned to sender", $"""
        --report
        Content-Type: text/plain

        The mail did not arrive.
        --report
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.client.example

        Final-Recipient: rfc822; {address}
        Action: failed
        Status: 5.1.1
        --report
        Content-Type: text/rfc822-headers

        Message-ID: {messageId}
        --report--
        """.ReplaceLineEndings("\r\n"))
    {
        ContentType = "multipart/report; report-type=delivery-status; boundary=report",
        EnvelopeFrom = "",
    };

    /// <summary>A reply from the shared account.</summary>
    public Letter FromDesk(string to, string subject, string text, params IEnumerable<string> answers) =>
        new(desk, to, subject, text) { Headers = [.. answers.Select(id => $"In-Reply-To: <{id}>")] };
}
