using HeadDesk.Rules.Classification.Headers;

namespace HeadDesk.Rules.Classification.Bounces;

/// <summary>What the message that came back says of itself.</summary>
internal static class ReturnedMessage
{
    /// <summary>Whom it was written to; null where it names nobody, or several of whom any may have failed.</summary>
    public static string? Addressee(IncomingMail mail)
    {
        foreach (var original in mail.Embedded)
        {
            if (!SenderRules.IsDaemon(original.From) && FieldOf(original, "To") is { } to)
            {
                return Only(to);
            }
        }

        foreach (var part in mail.Reports)
        {
            if (part.MediaType.EndsWith("headers", StringComparison.Ordinal) && ToIn(part.Text) is { } address)
            {
                return address;
            }
        }

        return ToIn(ReportText.TheCopy(mail.Text));
    }

    /// <summary>The first field of that name, or null.</summary>
    public static string? FieldOf(EmbeddedMail original, string name)
    {
        foreach (var field in original.Fields)
        {
            if (field.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return field.Value;
            }
        }

        return null;
    }

    private static string? ToIn(ReadOnlySpan<char> text)
    {
        foreach (var raw in text.EnumerateLines())
        {
            var line = raw.TrimStart("> ");
            if (line.StartsWith("To:", StringComparison.OrdinalIgnoreCase))
            {
                return Only(line["To:".Length..]);
            }
        }

        return null;
    }

    /// <summary>A comma at the end says that more follow on the next line.</summary>
    private static string? Only(ReadOnlySpan<char> to) =>
        !to.TrimEnd().EndsWith(",") && AddressText.First(to, 0, out var next) is { } address && AddressText.First(to, next, out _) is null ? address : null;
}
