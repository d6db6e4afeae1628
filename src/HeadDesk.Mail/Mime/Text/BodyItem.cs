namespace HeadDesk.Mail.Mime.Text;

/// <summary>Something that a reader would see, in the order seen.</summary>
internal abstract record BodyItem;

/// <summary>A text part shown in place.</summary>
internal sealed record TextItem(MimePart Part) : BodyItem;

/// <summary>An attachment shown in place (an inline image), or named there.</summary>
internal sealed record NamedItem(MimePart Part) : BodyItem;

/// <summary>What Head Desk says itself about content that cannot be read.</summary>
internal sealed record NoticeItem(string Text) : BodyItem;

/// <summary>multipart/alternative: the same said in plain text, in HTML, or in neither.</summary>
internal sealed record AlternativeItem : BodyItem
{
    public List<BodyItem> Plain { get; } = [];

    public List<BodyItem> Html { get; } = [];

    public List<BodyItem> Other { get; } = [];
}
