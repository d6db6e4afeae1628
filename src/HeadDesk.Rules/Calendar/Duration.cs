using System.ComponentModel;
using System.Globalization;
using System.Text.Json.Serialization;

namespace HeadDesk.Rules.Calendar;

public enum DurationUnit
{
    Seconds,
    Minutes,
    Hours,
    Days,
    BusinessHours,
    BusinessDays,
}

/// <summary>A length of time as the configuration writes it: <c>90s</c>, <c>90m</c>, <c>12h</c>, <c>14d</c>, <c>8bh</c>, <c>2bd</c>.</summary>
/// <remarks><c>bh</c> and <c>bd</c> are counted on the desk calendar; the others on the clock.</remarks>
[TypeConverter(typeof(DurationConverter))]
public readonly record struct Duration(int Amount, DurationUnit Unit)
{
    /// <summary>Longest suffix first, so that <c>bd</c> is not read as <c>d</c>.</summary>
    private static readonly (string Suffix, DurationUnit Unit)[] Suffixes =
    [
        ("bh", DurationUnit.BusinessHours),
        ("bd", DurationUnit.BusinessDays),
        ("s", DurationUnit.Seconds),
        ("m", DurationUnit.Minutes),
        ("h", DurationUnit.Hours),
        ("d", DurationUnit.Days),
    ];

    public bool IsBusiness => Unit is DurationUnit.BusinessHours or DurationUnit.BusinessDays;

    /// <exception cref="InvalidOperationException">The duration is counted on the desk calendar.</exception>
    [JsonIgnore]
    public TimeSpan OnTheClock => Unit switch
    {
        DurationUnit.Seconds => TimeSpan.FromSeconds(Amount),
        DurationUnit.Minutes => TimeSpan.FromMinutes(Amount),
        DurationUnit.Hours => TimeSpan.FromHours(Amount),
        DurationUnit.Days => TimeSpan.FromDays(Amount),
        _ => throw new InvalidOperationException($"{this} is counted on the desk calendar"),
    };

    public static bool TryParse(string text, out Duration duration)
    {
        text = text.Trim();
        foreach (var (suffix, unit) in Suffixes)
        {
            if (text.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)
                && int.TryParse(text.AsSpan(0, text.Length - suffix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var amount)
                && amount <= 100_000)
            {
                duration = new Duration(amount, unit);
                return true;
            }
        }

        duration = default;
        return false;
    }

    public override string ToString()
    {
        var unit = Unit;
        return Amount.ToString(CultureInfo.InvariantCulture) + Suffixes.First(s => s.Unit == unit).Suffix;
    }
}

/// <summary>Lets a configuration binder read durations.</summary>
internal sealed class DurationConverter : TypeConverter
{
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) => sourceType == typeof(string);

    public override object ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) =>
        value is string text && Duration.TryParse(text, out var duration)
            ? duration
            : throw new FormatException("a number with s, m, h, d, bh or bd, e.g. \"90m\" or \"2bd\"");
}
