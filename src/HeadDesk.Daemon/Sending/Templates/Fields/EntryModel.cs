using HeadDesk.Rules.Notices.Wording;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Daemon.Sending.Templates.Fields;

/// <summary>One entry of a ticket's history, its text cut to what a person reads in passing.</summary>
internal sealed class EntryModel(Entry entry, DeskSettings settings, Words words)
{
    private const int MaxLines = 15;
    private const int MaxText = 1_500;

    [Field("when, by the desk's clock")]
    public string At => words.Moment(entry.At, settings.Calendar.Zone);

    [Field("a staff name or an address")]
    public string By => entry.By;

    [Field("mail, reply, note, bounce, automatic mail, notice or event, in the template's language")]
    public string Kind => words.Kind(entry.Kind);

    [Field("its first lines, for `quote`; empty for events and notices")]
    public string Text { get; } = entry.Kind is EntryKind.Event or EntryKind.Notice ? "" : Begin(entry.Text);

    /// <remarks>What Head Desk itself sent is told, not repeated.</remarks>
    [Field("one line for an event or a notice; empty for all else")]
    public string Event => entry.Kind switch
    {
        EntryKind.Notice => words.WroteTo(string.Join(", ", entry.To.Select(p => p.Address)), entry.Subject ?? ""),
        EntryKind.Event => entry.Text.ReplaceLineEndings("\n").Split('\n', 2)[0],
        _ => "",
    };

    private static string Begin(string text)
    {
        var cut = text.Length > MaxText ? string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[MaxText - 1]) ? MaxText - 1 : MaxText), " …") : text;
        var lines = cut.ReplaceLineEndings("\n").Split('\n');
        return string.Join('\n', lines.Take(MaxLines)).TrimEnd() + (lines.Length > MaxLines ? "\n…" : "");
    }
}
