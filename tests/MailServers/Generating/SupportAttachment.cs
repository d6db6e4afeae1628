namespace HeadDesk.MailServers.Generating;

internal sealed record SupportAttachment(string Name, string Type, byte[] Data)
{
    private const int Smallest = 50_000;
    private const int Largest = 300_000;

    /// <summary>One, or one in five times two; small ones are more common, as people's screenshots are.</summary>
    public static IReadOnlyList<SupportAttachment> Some(Language language, Random random)
    {
        int count = random.Next(5) == 0 ? 2 : 1;
        return Enumerable.Range(0, count).Select(_ => One(language, random, count)).ToList();
    }

    private static SupportAttachment One(Language language, Random random, int count)
    {
        string name = language.FileNames[random.Next(language.FileNames.Length)];
        // Two share the size that one would have.
        int size = (int)(Smallest + ((Largest - Smallest) * Math.Pow(random.NextDouble(), 3))) / count;
        byte[] data = new byte[size];
        random.NextBytes(data);   // pictures and PDF files do not compress either
        ReadOnlySpan<byte> magic = Path.GetExtension(name) switch
        {
            ".png" => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10],
            ".pdf" => "%PDF-1.7\n"u8,
            _ => "2026-01-05 08:00:00 started\n"u8,
        };
        magic.CopyTo(data);
        return new SupportAttachment(name, TypeOf(name), data);
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".png" => "image/png",
        ".pdf" => "application/pdf",
        _ => "application/octet-stream",
    };
}
