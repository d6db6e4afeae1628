using System.ComponentModel;
using System.Globalization;

namespace HeadDesk.Daemon.Configuration;

/// <summary>A number of octets as the configuration writes it: <c>50MB</c>, <c>512KB</c> or plain octets. 1 MB = 1,048,576.</summary>
[TypeConverter(typeof(ByteSizeConverter))]
public readonly record struct ByteSize(long Octets)
{
    private static readonly (string Suffix, long Factor)[] Suffixes = [("GB", 1L << 30), ("MB", 1L << 20), ("KB", 1L << 10), ("B", 1), ("", 1)];

    public static ByteSize Megabytes(int count) => new(count * (1L << 20));

    public static bool TryParse(string text, out ByteSize size)
    {
        foreach (var (suffix, factor) in Suffixes)
        {
            if (text.Trim().EndsWith(suffix, StringComparison.OrdinalIgnoreCase)
                && long.TryParse(text.Trim()[..^suffix.Length].TrimEnd(), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                && count is > 0 and < 1L << 30)
            {
                size = new ByteSize(count * factor);
                return true;
            }
        }

        size = default;
        return false;
    }

    public override string ToString()
    {
        var octets = Octets;
        var (suffix, factor) = Suffixes.First(s => octets % s.Factor == 0);
        return (octets / factor).ToString(CultureInfo.InvariantCulture) + suffix;
    }
}

/// <summary>Lets the configuration binder read sizes.</summary>
internal sealed class ByteSizeConverter : TypeConverter
{
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) => sourceType == typeof(string);

    public override object ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
        value is string text && ByteSize.TryParse(text, out var size) ? size : throw new FormatException("a size such as \"50MB\"");
}
