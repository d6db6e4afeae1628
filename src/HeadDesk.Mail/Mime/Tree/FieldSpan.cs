namespace HeadDesk.Mail.Mime.Tree;

/// <summary>Where a header field lies: its name, then after the colon the raw value up to (not including) its last line end.</summary>
internal readonly record struct FieldSpan(int Start, ushort NameLength, ushort ColonOffset, int End)
{
    public int ValueStart => Start + ColonOffset + 1;
}
