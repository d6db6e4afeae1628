using System.Collections.Concurrent;
using System.Text;

namespace HeadDesk.Mail.Mime.Charsets;

/// <summary>The runtime's code pages, and the three parts of ISO/IEC 8859 that it lacks.</summary>
internal static class CharsetTables
{
    public const int Latin6 = 28600;
    public const int Latin8 = 28604;
    public const int Latin10 = 28606;

    private static readonly ConcurrentDictionary<int, Encoding> Loaded = new();

    private static readonly HashSet<int> Numbers = [.. CodePagesEncodingProvider.Instance.GetEncodings().Select(e => e.CodePage)];

    public static bool Exists(int codePage) => Numbers.Contains(codePage);

    /// <summary>Undecodable bytes become U+FFFD.</summary>
    public static Encoding Get(int codePage) => Loaded.GetOrAdd(codePage, static number =>
        CodePagesEncodingProvider.Instance.GetEncoding(number, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"))
        ?? Encoding.Latin1);

    /// <summary>The upper half (0xA0 to 0xFF) of a table that the runtime lacks, or null.</summary>
    public static string? UpperHalf(int codePage) => codePage switch
    {
        Latin6 => "\u00A0ĄĒĢĪĨĶ§ĻĐŠŦŽ\u00ADŪŊ°ąēģīĩķ·ļđšŧž―ūŋĀÁÂÃÄÅÆĮČÉĘËĖÍÎÏÐŅŌÓÔÕÖŨØŲÚÛÜÝÞßāáâãäåæįčéęëėíîïðņōóôõöũøųúûüýþĸ",
        Latin8 => "\u00A0Ḃḃ£ĊċḊ§Ẁ©ẂḋỲ\u00AD®ŸḞḟĠġṀṁ¶ṖẁṗẃṠỳẄẅṡÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏŴÑÒÓÔÕÖṪØÙÚÛÜÝŶßàáâãäåæçèéêëìíîïŵñòóôõöṫøùúûüýŷÿ",
        Latin10 => "\u00A0ĄąŁ€„Š§š©Ș«Ź\u00ADźŻ°±ČłŽ”¶·žčș»ŒœŸżÀÁÂĂÄĆÆÇÈÉÊËÌÍÎÏĐŃÒÓÔŐÖŚŰÙÚÛÜĘȚßàáâăäćæçèéêëìíîïđńòóôőöśűùúûüęțÿ",
        _ => null,
    };
}
