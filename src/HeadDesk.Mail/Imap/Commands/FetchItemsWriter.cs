using HeadDesk.Mail.Imap.Session;
using HeadDesk.Mail.Imap.Wire;

namespace HeadDesk.Mail.Imap.Commands;

/// <summary>fetch-att *(SP fetch-att) and the modifiers of RFC 7162 §3.1.4; RFC 9051 §6.4.5.</summary>
internal static class FetchItemsWriter
{
    public static void Write(CommandWriter writer, FetchItems items, SessionState state)
    {
        writer.Raw("(UID"u8);
        Add(writer, items.Flags, " FLAGS"u8);
        Add(writer, items.InternalDate, " INTERNALDATE"u8);
        Add(writer, items.Size, " RFC822.SIZE"u8);
        Add(writer, items.ModSeq && state.Capabilities.CondStore, " MODSEQ"u8);
        Add(writer, items.Structure, " BODYSTRUCTURE"u8);
        Add(writer, items.Headers, " BODY.PEEK[HEADER]"u8);
        if (items.HeaderFields.Count > 0)
        {
            writer.Raw($" BODY.PEEK[HEADER.FIELDS ({string.Join(' ', items.HeaderFields.Select(FieldName))})]");
        }

        foreach (var section in items.Sections)
        {
            writer.Raw($" BODY.PEEK[{Section(section)}]");
        }

        Add(writer, items.Body, " BODY.PEEK[]"u8);
        if (items is { Body: true, BodyLimit: { } limit })
        {
            writer.Raw("<0."u8).Number((ulong)Math.Max(1, limit)).Raw(">"u8);
        }

        writer.Raw(")"u8);
        if (items.ChangedSince is { } since)
        {
            writer.Raw(" (CHANGEDSINCE "u8).Number(since).Raw(items.Vanished ? " VANISHED)"u8 : ")"u8);
        }
    }

    private static void Add(CommandWriter writer, bool wanted, ReadOnlySpan<byte> item)
    {
        if (wanted)
        {
            writer.Raw(item);
        }
    }

    private static string FieldName(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? name
            : throw new ArgumentException($"'{name}' is no header field name of letters, digits and hyphens.", nameof(name));

    private static string Section(string section) =>
        section.Length > 0 && section.All(c => char.IsAsciiLetterOrDigit(c) || c == '.')
            ? section
            : throw new ArgumentException($"'{section}' is no section number.", nameof(section));
}
