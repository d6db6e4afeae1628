using System.Text;

namespace HeadDesk.Rules.Classification.Bounces;

/// <summary>Reads recipients out of a report in plain words, by the rows of <see cref="Dialects"/>.</summary>
internal sealed class DialectReader
{
    private const int MaxRecipients = 200;
    private const int MaxLinesBelow = 200;
    private const int MaxDiagnostic = 1000;
    private const int MostOpenings = 3;

    private readonly Func<string, bool> isOurs;
    private readonly string report;
    private readonly TextLines lines;
    private readonly List<BouncedRecipient> recipients = [];

    private DialectReader(string text, Func<string, bool> isOurs)
    {
        this.isOurs = isOurs;
        report = ReportText.AboveTheCopy(text);
        lines = TextLines.Of(report);
    }

    /// <param name="failed">Addresses that the header names as failed (X-Failed-Recipients), or null.</param>
    /// <param name="certain">The mail is known to be a report.</param>
    /// <param name="guess">An address in it that nothing announces is the recipient.</param>
    /// <param name="addressee">Whom the returned message was written to: the recipient where the words name none.</param>
    /// <param name="delayed">The subject says that the message is still on its way, which counts where no particular wording does.</param>
    public static IReadOnlyList<BouncedRecipient> Read(string text, string? failed, bool certain, Func<string, bool> isOurs, bool guess = false, string? addressee = null, bool delayed = false)
    {
        var reader = new DialectReader(text, isOurs);
        var action = reader.ReadTable(Dialects.Table, null);
        if (reader.recipients.Count == 0 && certain)
        {
            var told = delayed ? action ?? "delayed" : null;
            action = reader.ReadTable(Dialects.Vague, told) ?? told ?? action;
        }

        if (failed is not null)
        {
            reader.AddNamed(failed, action);
        }

        if (reader.recipients.Count == 0 && guess && (addressee is null || !reader.report.Contains(addressee, StringComparison.OrdinalIgnoreCase)))
        {
            reader.AddAnywhere(action ?? "failed");
        }

        if (reader.recipients.Count == 0 && addressee is not null)
        {
            reader.Put(addressee, action ?? "failed", null);
        }

        return reader.recipients;
    }

    /// <param name="told">What became of the message, where that is known better than by these rows.</param>
    /// <returns>The action of the first row that matched, whether or not it had recipients.</returns>
    private string? ReadTable(Dialect[] table, string? told)
    {
        // Openings wrap over lines: compare with every white space as one space, and keep where each character came from.
        var (flat, origin) = ReportText.Flatten(report);
        string? action = null;
        foreach (var row in table)
        {
            var from = 0;
            for (var count = 0; count < MostOpenings; count++)
            {
                var found = flat.AsSpan(from).IndexOf(row.Opening, StringComparison.OrdinalIgnoreCase);
                if (found < 0)
                {
                    break;
                }

                from += found + row.Opening.Length;
                action ??= told ?? row.Action;
                var position = origin[from - 1] + 1;
                if (row.Place == RecipientPlace.Inline)
                {
                    ReadInline(origin[from - row.Opening.Length], action);
                    continue;
                }

                ReadBehind(position, action);
                if (row.Place == RecipientPlace.Below)
                {
                    ReadBelow(ReportText.LineAt(lines, position), action);
                }
            }

            if (recipients.Count > 0)
            {
                break;
            }
        }

        return action;
    }

    /// <summary>"Could not be delivered to: &lt;a@example.org&gt;"</summary>
    private void ReadBehind(int position, string action)
    {
        var line = report.AsSpan(position);
        var end = line.IndexOf('\n');
        line = end < 0 ? line : line[..end];
        if (StartsWithAddress(line.Trim(":" + TextLines.Blanks), out var address))
        {
            Add(address, action, Clip(report.AsSpan(position)));
        }
    }

    private void ReadBelow(int opening, string action)
    {
        for (var i = opening + 1; i < lines.Count && i < opening + MaxLinesBelow; i++)
        {
            var line = lines[i];
            if (StartsWithAddress(line, out var address))
            {
                Add(address, action, Reason(i, address));
            }
        }
    }

    private void ReadInline(int position, string action)
    {
        var start = report.AsSpan(0, position).LastIndexOf("\n\n") + 1;
        var end = report.AsSpan(position).IndexOf("\n\n");
        var before = ReportText.SentenceEnd(report.AsSpan(start, position - start), last: true);
        var after = ReportText.SentenceEnd(report.AsSpan(position, end < 0 ? report.Length - position : end), last: false);
        var sentence = report.AsSpan(start, position - start + after)[before..];
        var from = 0;
        while (AddressText.First(sentence, from, out from) is { } address && recipients.Count < MaxRecipients)
        {
            Add(address, action, Clip(report.AsSpan(start)));
        }
    }

    private bool StartsWithAddress(ReadOnlySpan<char> line, out string address)
    {
        address = "";
        if (!line.Contains('@'))
        {
            return false;
        }

        line = line.TrimStart("<('\"[" + TextLines.Blanks);
        foreach (var label in Dialects.Labels)
        {
            if (line.StartsWith(label, StringComparison.OrdinalIgnoreCase))
            {
                line = line[label.Length..].TrimStart("<('\":[" + TextLines.Blanks);
            }
        }

        // "550 5.1.1 <a@example.org>... User unknown", "Ada Byron (a@example.org)<mailto:…>", "a@example.org"
        var found = AddressText.First(line, 0, out _);
        if (found is null || isOurs(found))
        {
            return false;
        }

        var at = line.IndexOf(found, StringComparison.Ordinal);
        address = found;
        return at <= 1 || (line[at - 1] is '<' or '(' or '[' or ':' or '=' && at <= 60 && !line[..at].Contains('@')) || (char.IsAsciiDigit(line[0]) && at < 20);
    }

    /// <summary>What stands behind the address and in the lines below it, up to a blank line or the next address.</summary>
    /// <remarks>A line that only announces ("because:") is read on from, and so is a paragraph without any code unless it is "address: words".</remarks>
    private string? Reason(int line, string address)
    {
        var text = lines[line];
        var reason = new StringBuilder();
        bool? again = null;
        var behind = text[(text.IndexOf(address, StringComparison.Ordinal) + address.Length)..];
        var isWhole = behind.StartsWith(": "); // OpenSMTPD
        reason.Append(behind.TrimStart(">):;,.'\"" + TextLines.Blanks));
        for (var i = line + 1; i < lines.Count && reason.Length < MaxDiagnostic; i++)
        {
            if (lines[i].IsEmpty)
            {
                if (reason.Length > 0 && reason[^1] != ':' && (isWhole || StatusCode.HasCode(reason.ToString()) || (StatusCode.IsTold(reason.ToString()) && !(again ??= StartsAgain(i, address)))))
                {
                    break;
                }

                continue;
            }

            if (reason.Length == 0 && lines[i].StartsWith("-----"))
            {
                continue; // "----- Transcript of session follows -----"
            }

            if (StartsWithAddress(lines[i], out var next) && !next.Equals(address, StringComparison.OrdinalIgnoreCase))
            {
                break;
            }

            reason.Append(reason.Length > 0 ? " " : "").Append(lines[i]);
        }

        return reason.Length == 0 ? null : Clip(reason.ToString());
    }

    /// <summary>Exchange explains in words first, and gives the server's own below the address once more.</summary>
    private bool StartsAgain(int line, string address)
    {
        for (var i = line; i < lines.Count; i++)
        {
            if (lines[i].StartsWith(address, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private void AddNamed(string failed, string? action)
    {
        var from = 0;
        while (AddressText.First(failed, from, out from) is { } address && recipients.Count < MaxRecipients)
        {
            if (!recipients.Exists(r => r.Address.Equals(address, StringComparison.OrdinalIgnoreCase)))
            {
                Add(address, action ?? "failed", ReasonNear(address));
            }
        }
    }

    private string? ReasonNear(string address)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Contains(address, StringComparison.OrdinalIgnoreCase))
            {
                return Reason(i, address);
            }
        }

        return null;
    }

    /// <summary>The first address that is not ours: what follows it may be whom to ask for help.</summary>
    private void AddAnywhere(string action)
    {
        var from = 0;
        while (recipients.Count == 0 && AddressText.First(report, from, out from) is { } address)
        {
            Add(address, action, Clip(report));
        }
    }

    private void Add(string address, string action, string? reason)
    {
        if (!isOurs(address) && recipients.Count < MaxRecipients && !recipients.Exists(r => r.Address.Equals(address, StringComparison.OrdinalIgnoreCase)))
        {
            Put(address, action, reason);
        }
    }

    private void Put(string address, string action, string? reason)
    {
        reason ??= Clip(report);
        var code = StatusCode.Derive(reason, null) ?? StatusCode.Derive(report, null) ?? StatusCode.Derive("", action);
        code = (action, code) switch
        {
            ("delayed", not null) => "4" + code[1..], // a delay is transient, whatever the words (RFC 3464 §2.3.3)
            ("delivered" or "relayed", not ['2', ..]) => StatusCode.Derive("", action),
            ("failed", ['2', ..]) => StatusCode.FindFailure(reason) ?? StatusCode.FindFailure(report) ?? StatusCode.Derive("", action), // "250 2.1.0 Sender ok" goes before the refusal
            _ => code,
        };

        recipients.Add(new BouncedRecipient(address, action, code, StatusCode.IsPermanent(action, code), reason));
    }

    private static string Clip(ReadOnlySpan<char> text)
    {
        text = text.Trim(TextLines.Blanks);
        return (text.Length > MaxDiagnostic ? text[..MaxDiagnostic] : text).ToString();
    }
}
