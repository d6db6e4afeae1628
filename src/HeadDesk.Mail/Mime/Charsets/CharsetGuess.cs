namespace HeadDesk.Mail.Mime.Charsets;

/// <summary>
/// The likeliest charset of unlabelled bytes that are not UTF-8, from how the bytes beyond ASCII pair up and which are frequent. Only
/// as fine as a help desk needs: the scripts that people write unlabelled.
/// </summary>
internal static class CharsetGuess
{
    /// <summary>More of a text would not change the answer.</summary>
    private const int Sample = 64 * 1024;

    private const int FewestToContradict = 20;

    public static Charset Of(ReadOnlySpan<byte> bytes)
    {
        bytes = bytes[..Math.Min(bytes.Length, Sample)];
        if (bytes.IndexOf("\e$"u8) >= 0)
        {
            return new Charset(CharsetKind.Iso2022);
        }

        var tally = new Tally(bytes);
        return new Charset(CharsetKind.CodePage, CodePageOf(tally));
    }

    /// <summary>Said to be iso-2022-jp, yet eight bits wide: one of the other two encodings of Japanese.</summary>
    public static Charset OfJapanese(ReadOnlySpan<byte> bytes) =>
        new(CharsetKind.CodePage, new Tally(bytes[..Math.Min(bytes.Length, Sample)]).Paired ? 51932 : 932);

    /// <summary>The label cannot be true: a Western one where nearly every letter is beyond ASCII, one of Japan's two where the bytes are the other's.</summary>
    public static bool Contradicts(int codePage, ReadOnlySpan<byte> bytes, out int better)
    {
        const int EucJp = 51932;
        const int ShiftJis = 932;
        better = codePage;
        if (codePage is not (Charset.Western or EucJp or ShiftJis) || Utf8Sniffer.IsValid(bytes))
        {
            return false;
        }

        var tally = new Tally(bytes[..Math.Min(bytes.Length, Sample)]);
        better = codePage switch
        {
            EucJp => !tally.Paired && tally.ShiftJis && tally.ShiftJisKana > 3 ? ShiftJis : EucJp,
            ShiftJis => tally.Paired && !tally.ShiftJis && tally.Pairs > 3 && tally.Kana * 3 > tally.Pairs ? EucJp : ShiftJis,
            _ => tally.High >= FewestToContradict && tally.High * 10 >= tally.Letters * 9 && (tally.LowC0 + tally.HighE0) * 2 >= tally.High ? CodePageOf(tally) : Charset.Western,
        };
        return better != codePage;
    }

    private static int CodePageOf(Tally tally)
    {
        if (tally.ShiftJis && tally.ShiftJisKana * 4 >= tally.High / 2)
        {
            return 932;
        }

        // Western text has accents here and there; in the others nearly every letter is beyond ASCII.
        var dense = tally.High > 3 && tally.High * 2 > tally.Letters;
        if (tally.Paired && tally.High >= 4 && (dense || tally.High >= 8 && tally.LongestRun >= 4))
        {
            return tally.Kana * 3 > tally.Pairs ? 51932
                : tally.Hangul * 10 >= tally.Pairs * 9 ? 949
                : 54936;
        }

        if (!dense)
        {
            return Charset.Western;
        }

        // Small letters are the frequent ones: 0xE0-0xFF in windows-1251, 0xC0-0xDF in koi8-r.
        return tally.LowC0 > tally.HighE0 ? 20866 : tally.HighE0 > 0 ? 1251 : tally.Big5 ? 950 : Charset.Western;
    }

    private ref struct Tally
    {
        public Tally(ReadOnlySpan<byte> bytes)
        {
            Paired = true;
            ShiftJis = true;
            Big5 = true;
            for (var i = 0; i < bytes.Length;)
            {
                if (bytes[i] < 0x80)
                {
                    Letters += char.IsAsciiLetter((char)bytes[i]) ? 1 : 0;
                    i++;
                    continue;
                }

                var run = bytes[i..].IndexOfAnyInRange((byte)0, (byte)0x7F);
                run = run < 0 ? bytes.Length - i : run;
                CountRun(bytes.Slice(i, run));
                i += run;
            }

            Letters += High;
            CountShiftJis(bytes);
        }

        public int High { get; private set; }

        public int Letters { get; }

        public int LongestRun { get; private set; }

        public int Pairs { get; private set; }

        public int Kana { get; private set; }

        public int Hangul { get; private set; }

        public int LowC0 { get; private set; }

        public int HighE0 { get; private set; }

        /// <summary>Every run beyond ASCII is made of pairs of 0xA1-0xFE.</summary>
        public bool Paired { get; private set; }

        public bool ShiftJis { get; private set; }

        public int ShiftJisKana { get; private set; }

        public bool Big5 { get; }

        private void CountRun(ReadOnlySpan<byte> run)
        {
            High += run.Length;
            LongestRun = Math.Max(LongestRun, run.Length);
            Paired &= run.Length % 2 == 0 && !run.ContainsAnyExceptInRange((byte)0xA1, (byte)0xFE);
            foreach (var b in run)
            {
                LowC0 += b is >= 0xC0 and <= 0xDF ? 1 : 0;
                HighE0 += b >= 0xE0 ? 1 : 0;
            }

            for (var i = 0; i + 1 < run.Length; i += 2)
            {
                Pairs++;
                Kana += run[i] is 0xA4 or 0xA5 ? 1 : 0;
                Hangul += run[i] is (>= 0xB0 and <= 0xC8) or 0xA1 or 0xA3 ? 1 : 0;
            }
        }

        private void CountShiftJis(ReadOnlySpan<byte> bytes)
        {
            for (var i = 0; i < bytes.Length; i++)
            {
                var b = bytes[i];
                if (b < 0x80 || b is >= 0xA1 and <= 0xDF)
                {
                    continue;
                }

                if (b is not ((>= 0x81 and <= 0x9F) or (>= 0xE0 and <= 0xFC)) || i + 1 >= bytes.Length || bytes[i + 1] is < 0x40 or 0x7F or > 0xFC)
                {
                    ShiftJis = false;
                    return;
                }

                ShiftJisKana += b is 0x82 or 0x83 ? 1 : 0;
                i++;
            }

            ShiftJis = ShiftJisKana > 0;
        }
    }
}
