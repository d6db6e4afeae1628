namespace HeadDesk.Mail.Mime.Tnef;

/// <summary>One property of [MS-OXPROPS], its first value only.</summary>
internal readonly record struct MapiProperty(ushort Id, ushort Type, ReadOnlyMemory<byte> Value)
{
    public const ushort ObjectType = 0x000D;
    public const ushort NarrowType = 0x001E;
    public const ushort UnicodeType = 0x001F;
    public const ushort BinaryType = 0x0102;

    public const ushort Subject = 0x0037;
    public const ushort Body = 0x1000;
    public const ushort CompressedRtf = 0x1009;
    public const ushort Html = 0x1013;
    public const ushort DisplayName = 0x3001;
    public const ushort AttachData = 0x3701;
    public const ushort AttachFileName = 0x3704;
    public const ushort AttachLongFileName = 0x3707;
    public const ushort AttachMimeTag = 0x370E;
    public const ushort AttachContentId = 0x3712;
    public const ushort InternetCodePage = 0x3FDE;
}
