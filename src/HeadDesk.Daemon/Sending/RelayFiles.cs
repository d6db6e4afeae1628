using System.Text;
using HeadDesk.Mail.Mime;
using HeadDesk.Rules.Staff;

namespace HeadDesk.Daemon.Sending;

/// <summary>Which files of a staff member's mail go along with their reply: none that names staff.</summary>
/// <param name="LeftOut">Names of those that do not.</param>
/// <param name="Missing">Of these the ones that the staff member chose to send; the others are a mail program's own, such as a signature's certificate.</param>
internal sealed record RelayFiles(IReadOnlyList<Attachment> Passed, IReadOnlyList<string> LeftOut, IReadOnlyList<string> Missing)
{
    /// <summary>So much of a file is searched for addresses: all of a card or an invitation, and the head of any mail.</summary>
    private const int MaxSearched = 1024 * 1024;

    public static RelayFiles None { get; } = new([], [], []);

    /// <summary>They name their owner by design: a signature's certificate, a key, a visiting card, what Outlook wraps a mail in.</summary>
    private static readonly HashSet<string> Personal = new(StringComparer.OrdinalIgnoreCase)
    {
        "application/pgp-signature", "application/pgp-keys", "application/pkcs7-signature", "application/x-pkcs7-signature",
        "application/pkcs7-mime", "application/x-pkcs7-mime", "text/vcard", "text/x-vcard", "text/directory", "application/ms-tnef", "application/vnd.ms-tnef",
    };

    private static readonly string[] PersonalEndings = [".vcf", ".p7s", ".p7m", "winmail.dat", "win.dat"];

    /// <summary>Types that say nothing; then the ending does.</summary>
    private static readonly string[] SearchedEndings = [".eml", ".msg", ".ics", ".htm", ".html", ".txt"];

    /// <summary>What goes on without these: folded lines (RFC 5545 §3.1, RFC 5322 §2.2.3), soft ends (RFC 2045 §6.7), every second octet of UTF-16.</summary>
    private static readonly string[] Breaks = ["=\r\n", "=\n", "\r\n ", "\r\n\t", "\n ", "\n\t", "\0"];

    public static RelayFiles Of(MimeMessage source, IReadOnlyList<string> privateAddresses)
    {
        List<Attachment> passed = [];
        List<string> leftOut = [], missing = [];
        foreach (var file in MessageView.Of(source).Attachments)
        {
            if (Personal.Contains(file.MediaType) || EndsIn(file, PersonalEndings))
            {
                leftOut.Add(file.Name);
            }
            else if (privateAddresses.Any(a => file.Name.Contains(a, StringComparison.OrdinalIgnoreCase)) || (IsSearched(file) && NamesStaff(file, privateAddresses)))
            {
                leftOut.Add(file.Name);
                missing.Add(file.Name);
            }
            else
            {
                passed.Add(file);
            }
        }

        return new RelayFiles(passed, leftOut, missing);
    }

    // An invitation or an attached mail would show the customer the address that the desk stands in front of.
    private static bool IsSearched(Attachment file) =>
        file.MediaType.StartsWith("text/", StringComparison.Ordinal) || file.MediaType.StartsWith("message/", StringComparison.Ordinal) || EndsIn(file, SearchedEndings);

    private static bool EndsIn(Attachment file, string[] endings) => endings.Any(e => file.Name.EndsWith(e, StringComparison.OrdinalIgnoreCase));

    private static bool NamesStaff(Attachment file, IReadOnlyList<string> privateAddresses)
    {
        using var reader = new StreamReader(file.Open(), Encoding.Latin1, detectEncodingFromByteOrderMarks: false);
        var buffer = new char[(int)Math.Min(file.Size, MaxSearched)];
        var text = new string(buffer, 0, reader.ReadBlock(buffer));
        return PrivateAddresses.AppearIn(text, privateAddresses)
            || PrivateAddresses.AppearIn(Breaks.Aggregate(text, (whole, mark) => whole.Replace(mark, "", StringComparison.Ordinal)), privateAddresses);
    }
}
