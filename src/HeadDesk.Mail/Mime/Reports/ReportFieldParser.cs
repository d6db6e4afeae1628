using System.Text;
using HeadDesk.Mail.Mime.Headers;

namespace HeadDesk.Mail.Mime.Reports;

/// <summary>Fields like those of a header (RFC 3464 §2.1.1), in groups. Lines that are no field are left out.</summary>
internal static class ReportFieldParser
{
    private const int MaxFields = 20_000;

    public static IReadOnlyList<ReportFields> Parse(string text)
    {
        var groups = new List<ReportFields>();
        var fields = new List<KeyValuePair<string, string>>();
        var value = new StringBuilder();
        string? name = null;
        var count = 0;
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range).TrimEnd();
            if (line.IsEmpty || line[0] is not (' ' or '\t'))
            {
                Finish(fields, ref name, value);
            }

            if (line.IsEmpty)
            {
                Close(groups, ref fields);
                continue;
            }

            if (line[0] is ' ' or '\t')
            {
                value.Append(name == null ? "" : " ").Append(line.Trim());
                continue;
            }

            var colon = line.IndexOf(':');
            if (colon > 0 && line[..colon].TrimEnd().IndexOfAny(" \t") < 0 && count++ < MaxFields)
            {
                name = line[..colon].TrimEnd().ToString();
                value.Append(line[(colon + 1)..].Trim());
            }
        }

        Finish(fields, ref name, value);
        Close(groups, ref fields);
        return groups;
    }

    private static void Finish(List<KeyValuePair<string, string>> fields, ref string? name, StringBuilder value)
    {
        if (name != null)
        {
            fields.Add(new(name, EncodedWords.Decode(value.ToString())));
        }

        name = null;
        value.Clear();
    }

    private static void Close(List<ReportFields> groups, ref List<KeyValuePair<string, string>> fields)
    {
        if (fields.Count > 0)
        {
            groups.Add(new ReportFields(fields));
            fields = [];
        }
    }
}
