namespace HeadDesk.Rules.Classification.Bounces;

/// <summary>Where a report without machine-readable parts has its recipients.</summary>
internal enum RecipientPlace
{
    /// <summary>At the beginning of the lines that follow the opening, each with its reason behind or below it.</summary>
    Below,

    /// <summary>In the same sentence as the opening.</summary>
    Inline,

    /// <summary>Right behind the opening, and nowhere else.</summary>
    Behind,
}

/// <summary>One way in which servers word a report.</summary>
/// <param name="Opening">The words after which (or among which) recipients stand; compared without case, any white space for a space.</param>
/// <param name="Action">What these words say became of the message.</param>
internal readonly record struct Dialect(string Program, RecipientPlace Place, string Action, string Opening);
