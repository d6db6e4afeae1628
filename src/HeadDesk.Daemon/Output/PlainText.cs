namespace HeadDesk.Daemon.Output;

/// <summary>What strangers wrote, made fit for a terminal: nothing in it moves the cursor, colours the screen or turns the writing direction.</summary>
internal static class PlainText
{
    /// <summary>On one line.</summary>
    /// <param name="max">Characters after which it is cut.</param>
    public static string Line(string text, int max = int.MaxValue) =>
        Clean(text.Length <= max ? text : string.Concat(text.AsSpan(0, max), "…"), keepLines: false);

    public static string Lines(string text) => Clean(text, keepLines: true);

    private static string Clean(string text, bool keepLines) =>
        string.Create(text.Length, (text, keepLines), static (clean, from) =>
        {
            for (var i = 0; i < clean.Length; i++)
            {
                var c = from.text[i];
                clean[i] = IsHarmful(c) && !(from.keepLines && c == '\n') ? ' ' : c;
            }
        });

    // C0, C1, line and paragraph separators; the direction marks of Unicode UAX #9.
    private static bool IsHarmful(char c) =>
        char.IsControl(c) || c is '\u2028' or '\u2029' or '\u200E' or '\u200F' or '\u061C' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
