using System.ComponentModel;
using System.Globalization;

namespace HeadDesk.Rules.Clock;

/// <summary>How long a turn lasts, in whole days: <c>2w</c> or <c>10d</c> in the configuration.</summary>
/// <param name="Days">1 to <see cref="MaxDays"/>.</param>
[TypeConverter(typeof(DutyPeriodConverter))]
public readonly record struct DutyPeriod(int Days)
{
    public const int MaxDays = 366;
    private const int Week = 7;

    public static DutyPeriod Weeks(int weeks) => new(weeks * Week);

    public static bool TryParse(string text, out DutyPeriod period)
    {
        text = text.Trim();
        period = default;
        var unit = text.EndsWith('w') || text.EndsWith('W') ? Week : text.EndsWith('d') || text.EndsWith('D') ? 1 : 0;
        if (unit == 0 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var amount) || amount < 1 || amount > MaxDays / unit)
        {
            return false;
        }

        period = new DutyPeriod(amount * unit);
        return true;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Days % Week == 0 ? Days / Week : Days)}{(Days % Week == 0 ? 'w' : 'd')}");
}

/// <summary>Lets a configuration binder read periods.</summary>
internal sealed class DutyPeriodConverter : TypeConverter
{
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) => sourceType == typeof(string);

    public override object ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
        value is string text && DutyPeriod.TryParse(text, out var period)
            ? period
            : throw new FormatException("a number with w or d, a year at most, e.g. \"2w\" or \"10d\"");
}
