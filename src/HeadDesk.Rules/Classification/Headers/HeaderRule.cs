namespace HeadDesk.Rules.Classification.Headers;

/// <summary>What one header field tells about a mail.</summary>
/// <param name="Kind">The kind it speaks for.</param>
/// <param name="Weight">Among reasons for the same kind the lightest comes first.</param>
/// <param name="Meaning">In plain words, for the list of reasons.</param>
/// <param name="Weak">As <see cref="Signal.Weak"/>.</param>
/// <param name="Says">Whether this value says it; a field alone says nothing when its value denies it.</param>
internal sealed record HeaderRule(MailKind Kind, int Weight, string Meaning, Func<string, bool> Says, bool Weak = false);
