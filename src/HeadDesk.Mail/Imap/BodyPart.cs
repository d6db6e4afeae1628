namespace HeadDesk.Mail.Imap;

/// <summary>One node of a message's BODYSTRUCTURE, RFC 9051 §7.5.2. Values are as the server sent them, not decoded.</summary>
public sealed class BodyPart
{
    private readonly List<BodyPart> children = [];

    /// <summary>How to ask for it: <c>1</c>, <c>2.1</c>; empty for a message that is itself multipart.</summary>
    public required string Section { get; init; }

    /// <summary><c>multipart</c>, <c>text</c>, <c>message</c>, … in lower case.</summary>
    public string Type { get; internal set; } = "";

    /// <summary>In lower case.</summary>
    public string Subtype { get; internal set; } = "";

    public IReadOnlyDictionary<string, string> Parameters { get; internal set; } = BodyParameters.Empty;

    public string? ContentId { get; internal set; }

    public string? Description { get; internal set; }

    /// <summary>Content-Transfer-Encoding in lower case.</summary>
    public string? Encoding { get; internal set; }

    /// <summary>Bytes in transfer encoding; 0 for a multipart.</summary>
    public long Size { get; internal set; }

    /// <summary><c>attachment</c>, <c>inline</c>, in lower case.</summary>
    public string? Disposition { get; internal set; }

    public IReadOnlyDictionary<string, string> DispositionParameters { get; internal set; } = BodyParameters.Empty;

    /// <summary>Parts of a multipart; the one body of a message/rfc822.</summary>
    public IReadOnlyList<BodyPart> Children => children;

    /// <summary>The name given by disposition or type, not decoded.</summary>
    public string? FileName =>
        DispositionParameters.GetValueOrDefault("filename") ?? Parameters.GetValueOrDefault("name");

    internal void Add(BodyPart child) => children.Add(child);

    /// <summary>This part and all below it, parents first.</summary>
    public IEnumerable<BodyPart> Flatten()
    {
        var open = new Stack<BodyPart>([this]);
        while (open.TryPop(out var part))
        {
            yield return part;
            for (var i = part.children.Count - 1; i >= 0; i--)
            {
                open.Push(part.children[i]);
            }
        }
    }
}

internal static class BodyParameters
{
    public static readonly IReadOnlyDictionary<string, string> Empty = new Dictionary<string, string>();
}
