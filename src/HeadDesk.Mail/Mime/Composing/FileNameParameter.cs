using System.Globalization;
using System.Text;

namespace HeadDesk.Mail.Mime.Composing;

/// <summary>
/// A file's name as a parameter. A short ASCII name is a quoted string; any other goes by RFC 2231 (UTF-8, in numbered
/// pieces where it is long). <c>name=</c> on Content-Type carries it once more for clients that know neither.
/// </summary>
internal static class FileNameParameter
{
    private const int MaxName = 200;    // characters; longer ones are cut before the extension
    private const int MaxQuoted = 60;   // with "; filename=" this stays on one line
    private const int MaxPiece = 50;    // characters of one percent-encoded piece

    /// <summary>No path, no controls, no endless name; never empty.</summary>
    public static string Clean(string name)
    {
        var clean = HeaderText.Clean(name).Replace('/', '_').Replace('\\', '_');
        if (clean.Length > MaxName)
        {
            var extension = Path.GetExtension(clean);
            extension = extension.Length <= 10 ? extension : string.Empty;
            var cut = MaxName - extension.Length;
            clean = string.Concat(clean.AsSpan(0, char.IsHighSurrogate(clean[cut - 1]) ? cut - 1 : cut), extension);
        }

        return clean.Length == 0 ? "attachment" : clean;
    }

    /// <summary>Content-Disposition's <c>filename</c>.</summary>
    public static void WriteFileName(HeaderWriter header, string name)
    {
        if (IsSimple(name))
        {
            header.Append(";");
            header.Token($"filename={QuotedString.Of(name)}");
            return;
        }

        // parameter*N*=charset'language'percent-encoded   RFC 2231 §4.1
        var pieces = Pieces(name);
        for (var i = 0; i < pieces.Count; i++)
        {
            header.Append(";");
            var number = pieces.Count == 1 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"*{i}");
            header.Token($"filename{number}*={(i == 0 ? "utf-8''" : string.Empty)}{pieces[i]}");
        }
    }

    /// <summary>Content-Type's <c>name</c>: encoded words in quotation marks, which RFC 2047 §5 forbids and old clients need.</summary>
    public static void WriteName(HeaderWriter header, string name)
    {
        header.Append(";");
        if (IsSimple(name))
        {
            header.Token($"name={QuotedString.Of(name)}");
            return;
        }

        header.Token("name=\"");
        header.Fold();
        EncodedWords.Write(header, name);
        header.Append("\"");
    }

    private static bool IsSimple(string name) =>
        name.Length <= MaxQuoted && Ascii.IsValid(name) && !name.Contains("=?", StringComparison.Ordinal) && !name.Contains('%');

    private static List<string> Pieces(string name)
    {
        var pieces = new List<string>();
        var piece = new StringBuilder();
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in name.EnumerateRunes())
        {
            var before = piece.Length;
            if (rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value is '-' or '.' or '_'))
            {
                piece.Append((char)rune.Value);
            }
            else
            {
                foreach (var value in bytes[..rune.EncodeToUtf8(bytes)])
                {
                    piece.Append('%').Append(value.ToString("X2", CultureInfo.InvariantCulture));
                }
            }

            if (piece.Length > MaxPiece)
            {
                pieces.Add(piece.ToString(0, before));
                piece.Remove(0, before);
            }
        }

        pieces.Add(piece.ToString());
        return pieces;
    }
}
