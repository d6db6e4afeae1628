namespace HeadDesk.Rules.Classification;

/// <summary>One thing that speaks for a kind, and the sentence that says so to a person.</summary>
/// <param name="Reason">The field and what it said, then what that means.</param>
/// <param name="Weak">True of much list mail too: beside a sign of a list it does not make the mail an automatic one.</param>
internal readonly record struct Signal(MailKind Kind, string Reason, bool Weak = false)
{
    private const int LongestValue = 120;

    public static Signal Of(MailKind kind, in MailField field, string meaning, bool weak = false)
    {
        var value = field.Value.AsSpan().Trim();
        var shown = value.Length > LongestValue ? string.Concat(value[..LongestValue], "…") : value.ToString();
        return new Signal(kind, $"{field.Name}: {shown} ({meaning})", weak);
    }
}
