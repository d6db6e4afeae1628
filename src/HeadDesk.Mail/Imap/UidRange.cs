namespace HeadDesk.Mail.Imap;

/// <summary>UIDs from <paramref name="First"/> up to and with <paramref name="Last"/>; <see cref="Highest"/> stands for "*".</summary>
/// <param name="First">1 or more.</param>
/// <param name="Last">Not below <paramref name="First"/>.</param>
public readonly record struct UidRange(uint First, uint Last)
{
    /// <summary>"*", the highest UID in the mailbox, whatever it is.</summary>
    public const uint Highest = uint.MaxValue;

    public long Count => (long)Last - First + 1;

    public override string ToString() =>
        First == Last ? Name(First) : $"{Name(First)}:{Name(Last)}";

    private static string Name(uint uid) => uid == Highest ? "*" : uid.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
