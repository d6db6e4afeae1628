namespace HeadDesk.Mail.Mime.Attachments;

/// <summary>A media type for files that came with a name only.</summary>
internal static class MediaTypeGuess
{
    public static string OfName(string? name)
    {
        var dot = name?.LastIndexOf('.') ?? -1;
        return dot < 0 ? Headers.MediaTypes.OctetStream : Extensions.TypeOf(name![dot..]);
    }
}
