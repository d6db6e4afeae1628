namespace HeadDesk.Daemon.Cli.Checking;

/// <summary>How one thing that was looked at stands.</summary>
public enum Mark
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Works, and should not stay so.</summary>
    Warning,

    /// <summary>Does not work.</summary>
    Wrong,

    /// <summary>Could not be looked at, or is merely worth knowing.</summary>
    Note,
}

/// <summary>One line of <c>headdesk check</c>.</summary>
/// <param name="Area">What it is about, e.g. <c>IMAP</c>.</param>
internal sealed record Finding(Mark Mark, string Area, string Text)
{
    public static Finding Good(string area, string text) => new(Mark.Good, area, text);

    public static Finding Warning(string area, string text) => new(Mark.Warning, area, text);

    public static Finding Wrong(string area, string text) => new(Mark.Wrong, area, text);

    public static Finding Note(string area, string text) => new(Mark.Note, area, text);

    public override string ToString() => $"{Mark switch { Mark.Good => "✓", Mark.Warning => "⚠", Mark.Wrong => "✗", _ => "·" }} {Area}: {Text}";
}
