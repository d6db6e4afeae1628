using HeadDesk.Mail.Mime.Attachments;

namespace HeadDesk.Mail.Mime.Unwrapping;

/// <summary>What was found inside a part that is a container of its own kind.</summary>
/// <param name="Text">To be read when the message says nothing else; null where there is none.</param>
/// <param name="Html">The HTML it came as, if it did.</param>
/// <param name="Attachments">What stands in the list in the container's place; null leaves the container there.</param>
internal sealed record Unwrapped(string? Text, string? Html, IReadOnlyList<AttachmentSource>? Attachments)
{
    public static Unwrapped Notice(string text) => new(text, null, null);
}
