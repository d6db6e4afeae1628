using HeadDesk.Mail.Mime.Tree;

namespace HeadDesk.Mail.Mime;

/// <summary>
/// A message as a tree of parts with offsets into the original bytes (RFC 2045, RFC 2046). The structure is found in one pass;
/// headers and bodies are decoded when they are asked for. The source must stay alive and unchanged as long as the message is used.
/// </summary>
public sealed class MimeMessage
{
    private readonly DefectLog _defects;

    internal MimeMessage(ReadOnlyMemory<byte> source, MimePart root, MimeLimits limits, DefectLog defects, int depth)
    {
        Source = source;
        Root = root;
        Limits = limits;
        Depth = depth;
        _defects = defects;
    }

    public MimePart Root { get; }

    /// <summary>The bytes that every offset counts in. For an embedded message that needed no decoding: those of the outermost one.</summary>
    public ReadOnlyMemory<byte> Source { get; }

    /// <summary>What was wrong with the structure, in plain words, in the order found.</summary>
    public IReadOnlyList<string> Defects => _defects.Items;

    internal MimeLimits Limits { get; }

    /// <summary>How many messages this one was unpacked from; bounds matryoshkas that the structure pass cannot see.</summary>
    internal int Depth { get; }

    /// <summary>Reads the structure of any bytes whatever; never throws because of them.</summary>
    public static MimeMessage Parse(ReadOnlyMemory<byte> source, MimeLimits? limits = null) =>
        Parse(source, limits ?? MimeLimits.Default, 0);

    internal static MimeMessage Parse(ReadOnlyMemory<byte> source, MimeLimits limits, int depth)
    {
        var defects = new DefectLog(limits.MaxDefects);
        var root = new StructureParser(source, limits, defects).Run();
        return new MimeMessage(source, root, limits, defects, depth);
    }

    /// <summary>The message inside a message/rfc822 part whose own root was found in the same pass.</summary>
    internal MimeMessage Embedded(MimePart root) => new(Source, root, Limits, DefectLog.None, Depth + 1);
}
