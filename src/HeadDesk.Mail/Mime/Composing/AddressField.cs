using System.Text;
using HeadDesk.Mail.Smtp;

namespace HeadDesk.Mail.Mime.Composing;

/// <summary>Address fields: <c>mailbox-list</c> with display names as atoms, quoted strings or encoded words (RFC 5322 §3.4, RFC 2047 §5).</summary>
internal static class AddressField
{
    /// <summary>A longer quoted string would not fold; encoded words do.</summary>
    private const int MaxQuoted = 60;

    /// <exception cref="ArgumentException">An address is malformed; names are only cleaned.</exception>
    public static void Write(HeaderWriter header, string field, IReadOnlyList<MailAddress> addresses)
    {
        if (addresses.Count == 0)
        {
            return;
        }

        header.Begin(field);
        for (var i = 0; i < addresses.Count; i++)
        {
            var comma = i < addresses.Count - 1 ? "," : string.Empty;
            var address = Wire(addresses[i].Address, field);
            var name = addresses[i].Name is { } given ? HeaderText.Clean(given) : string.Empty;
            if (name.Length == 0)
            {
                header.Token($"{address}{comma}");
                continue;
            }

            WriteName(header, name);
            header.Token($"<{address}>{comma}");
        }

        header.End();
    }

    private static string Wire(string address, string field) => SmtpAddress.TryParse(address, out var parsed, out var defect)
        ? parsed!.Wire
        : throw new ArgumentException($"{field}: not an address that mail can be sent with: {defect}", nameof(address));

    private static void WriteName(HeaderWriter header, string name)
    {
        if (IsAtoms(name))
        {
            foreach (var word in name.AsSpan().Split(' '))
            {
                header.Token(name.AsSpan(word));
            }
        }
        else if (name.Length <= MaxQuoted && Ascii.IsValid(name) && !name.Contains("=?", StringComparison.Ordinal))
        {
            header.Token(QuotedString.Of(name));
        }
        else
        {
            EncodedWords.Write(header, name);
        }
    }

    private static bool IsAtoms(string name)
    {
        if (name.Contains("=?", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var word in name.AsSpan().Split(' '))
        {
            if (!HeaderText.IsAtom(name.AsSpan(word)) || word.End.Value - word.Start.Value > HeaderWriter.LineLimit - 2)
            {
                return false;
            }
        }

        return true;
    }
}
