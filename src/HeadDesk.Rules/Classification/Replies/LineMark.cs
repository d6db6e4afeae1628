namespace HeadDesk.Rules.Classification.Replies;

/// <summary>What becomes of a line.</summary>
internal enum LineMark : byte
{
    Own,
    Quote,
    Attribution,

    /// <summary>Below a mark after which everything is somebody else's.</summary>
    Rest,

    /// <summary>Signature, footer, disclaimer.</summary>
    Tail,

    /// <summary>A rule that only parted what was taken out from the rest.</summary>
    Ornament,
}
