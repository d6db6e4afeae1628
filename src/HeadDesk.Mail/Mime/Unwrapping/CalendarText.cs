using System.Globalization;
using System.Text;

namespace HeadDesk.Mail.Mime.Unwrapping;

/// <summary>An invitation (RFC 5545, RFC 5546) as a person would sum it up. The first event counts.</summary>
internal static class CalendarText
{
    public static string? Describe(string calendar)
    {
        var method = "";
        var values = new Dictionary<string, (string Parameters, string Value)>();
        var depth = 0;
        foreach (var (name, parameters, value) in ContentLines.Read(calendar))
        {
            switch (name)
            {
                case "METHOD":
                    method = value.ToUpperInvariant();
                    break;
                case "BEGIN" when depth > 0 || IsEntry(value):
                    depth++;
                    break;
                case "END" when depth > 0:
                    if (--depth == 0)
                    {
                        return Compose(method, values);
                    }

                    break;
                default:
                    if (depth == 1)
                    {
                        values.TryAdd(name, (parameters, value));
                    }

                    break;
            }
        }

        return values.Count == 0 ? null : Compose(method, values);
    }

    private static bool IsEntry(string component) => component.ToUpperInvariant() is "VEVENT" or "VTODO" or "VJOURNAL";

    private static string Compose(string method, Dictionary<string, (string Parameters, string Value)> values)
    {
        var text = new StringBuilder();
        var kind = method switch { "CANCEL" => "Cancelled", "REPLY" => "Answer to invitation", "REQUEST" => "Invitation", _ => "Appointment" };
        text.Append(kind).Append(": ").Append(Value(values, "SUMMARY") ?? "(no subject)").Append('\n');
        var start = When(values, "DTSTART");
        var end = When(values, "DTEND");
        Add(text, "When", start == null ? null : end == null ? start : $"{start} to {end}");
        Add(text, "Repeats", Value(values, "RRULE"));
        Add(text, "Where", Value(values, "LOCATION"));
        Add(text, "Organizer", Person(values, "ORGANIZER"));
        if (method == "REPLY" && values.TryGetValue("ATTENDEE", out var attendee))
        {
            Add(text, "From", Person(values, "ATTENDEE"));
            Add(text, "Answer", Parameter(attendee.Parameters, "PARTSTAT")?.ToLowerInvariant());
        }

        if (Value(values, "DESCRIPTION") is { } description)
        {
            text.Append('\n').Append(description.Trim());
        }

        return text.ToString().TrimEnd();
    }

    private static void Add(StringBuilder text, string label, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            text.Append(label).Append(": ").Append(value).Append('\n');
        }
    }

    private static string? Value(Dictionary<string, (string Parameters, string Value)> values, string name) =>
        values.TryGetValue(name, out var field) && field.Value.Length > 0 ? ContentLines.Unescape(field.Value) : null;

    private static string? Person(Dictionary<string, (string Parameters, string Value)> values, string name)
    {
        if (!values.TryGetValue(name, out var field))
        {
            return null;
        }

        var address = field.Value.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? field.Value[7..] : field.Value;
        return Parameter(field.Parameters, "CN") is { } common && common != address ? $"{common} <{address}>" : address;
    }

    /// <summary>DATE or DATE-TIME (RFC 5545 §3.3.4, §3.3.5).</summary>
    private static string? When(Dictionary<string, (string Parameters, string Value)> values, string name)
    {
        if (!values.TryGetValue(name, out var field))
        {
            return null;
        }

        string[] formats = ["yyyyMMdd'T'HHmmss'Z'", "yyyyMMdd'T'HHmmss", "yyyyMMdd'T'HHmm", "yyyyMMdd"];
        if (!DateTime.TryParseExact(field.Value, formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return field.Value;
        }

        var zone = field.Value.EndsWith('Z') ? " UTC" : Parameter(field.Parameters, "TZID") is { } id ? $" ({id})" : "";
        var format = field.Value.Contains('T', StringComparison.Ordinal) ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd";
        return time.ToString(format, CultureInfo.InvariantCulture) + zone;
    }

    private static string? Parameter(string parameters, string name)
    {
        foreach (var parameter in parameters.Split(';'))
        {
            var equals = parameter.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && parameter.AsSpan(0, equals).Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return parameter[(equals + 1)..].Trim('"', ' ');
            }
        }

        return null;
    }
}
