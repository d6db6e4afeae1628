namespace HeadDesk.Rules.Classification.Replies;

/// <summary>What a line that begins with a known phrase is.</summary>
internal enum Landmark
{
    None,

    /// <summary>"-----Original Message-----": the rest of the text is quoted.</summary>
    Original,

    /// <summary>"---------- Forwarded message": the rest of the text is somebody else's.</summary>
    Forwarded,

    /// <summary>"Please write above this line": ours, or another help desk's.</summary>
    AboveThisLine,

    /// <summary>"Sent from my iPhone".</summary>
    Footer,

    /// <summary>"Kind regards", alone on its line.</summary>
    Closing,

    /// <summary>"This e-mail is confidential …".</summary>
    Disclaimer,
}
