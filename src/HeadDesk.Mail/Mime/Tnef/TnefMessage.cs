namespace HeadDesk.Mail.Mime.Tnef;

/// <summary>What a TNEF stream (winmail.dat, [MS-OXTNEF]) holds, as far as a reader cares.</summary>
internal sealed class TnefMessage
{
    public string? Subject { get; set; }

    public string? Body { get; set; }

    public string? Html { get; set; }

    /// <summary>Decompressed RTF.</summary>
    public byte[]? Rtf { get; set; }

    /// <summary>The Windows code page of narrow strings.</summary>
    public int CodePage { get; set; } = 1252;

    public List<TnefAttachment> Attachments { get; } = [];

    public bool IsEmpty => Body == null && Html == null && Rtf == null && Attachments.Count == 0;
}

internal sealed class TnefAttachment
{
    public string? Name { get; set; }

    public string? LongName { get; set; }

    public string? MediaType { get; set; }

    public string? ContentId { get; set; }

    public ReadOnlyMemory<byte> Data { get; set; }

    /// <summary>The data is a TNEF stream of its own: a message attached in Outlook.</summary>
    public bool IsMessage { get; set; }
}
