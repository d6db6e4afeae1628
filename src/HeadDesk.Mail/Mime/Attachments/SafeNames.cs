using System.Globalization;
using System.Text;
using HeadDesk.Mail.Mime.Headers;

namespace HeadDesk.Mail.Mime.Attachments;

/// <summary>File names that nobody can be hurt or fooled by, each once in a message.</summary>
internal sealed class SafeNames
{
    /// <summary>UTF-8 bytes; file systems allow 255, and a number may be added.</summary>
    private const int MaxBytes = 200;

    private const int MaxExtension = 16;

    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
        "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
    };

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);
    private Dictionary<string, int>? _counts;

    /// <param name="given">The name as decoded, or null.</param>
    /// <param name="mediaType">Decides the extension where no name was given.</param>
    public string Take(string? given, string mediaType)
    {
        var name = Clean(given) ?? "attachment" + Extensions.Of(mediaType);
        var candidate = name;
        while (!_taken.Add(candidate))
        {
            _counts ??= new(StringComparer.OrdinalIgnoreCase);
            var number = _counts.GetValueOrDefault(name, 1) + 1;
            _counts[name] = number;
            var dot = ExtensionStart(name);
            candidate = string.Create(CultureInfo.InvariantCulture, $"{name[..dot]} ({number}){name[dot..]}");
        }

        return candidate;
    }

    private static string? Clean(string? given)
    {
        if (given == null)
        {
            return null;
        }

        // Both kinds of path, whoever sent it.
        var name = given[(given.LastIndexOfAny(['/', '\\']) + 1)..];
        var result = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (c is '\t' or '\r' or '\n')
            {
                result.Append(' ');
            }
            else if (!SingleLine.IsUnwanted(c) && c is not ('\u200E' or '\u200F' or '\u061C' or '\u200B' or '\uFFFE' or '\uFFFF'))
            {
                result.Append(c is ':' or '*' or '?' or '"' or '<' or '>' or '|' ? '_' : c);
            }
        }

        name = result.ToString().Trim().TrimEnd('.', ' ', ';');
        name = Shorten(name);
        if (name.Trim('.').Length == 0)
        {
            return null;
        }

        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return Devices.Contains(dot < 0 ? name : name[..dot]) ? "_" + name : name;
    }

    /// <summary>Keeps the extension, since people and virus scanners go by it.</summary>
    private static string Shorten(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= MaxBytes)
        {
            return name;
        }

        var dot = ExtensionStart(name);
        var extension = name[dot..];
        var room = MaxBytes - Encoding.UTF8.GetByteCount(extension);
        var kept = new StringBuilder();
        foreach (var rune in name[..dot].EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0)
            {
                break;
            }

            kept.Append(rune.ToString());
        }

        return kept.Append(extension).ToString();
    }

    private static int ExtensionStart(string name)
    {
        var dot = name.LastIndexOf('.');
        return dot > 0 && name.Length - dot <= MaxExtension ? dot : name.Length;
    }
}
