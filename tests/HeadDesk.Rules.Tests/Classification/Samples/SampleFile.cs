namespace HeadDesk.Rules.Tests.Classification.Samples;

/// <summary>The sample files beside this one, which are part of the test assembly.</summary>
internal static class SampleFile
{
    /// <summary>The paragraphs; lines that begin with "# " are comments, a lone backslash stands for an empty line.</summary>
    public static IEnumerable<string> Paragraphs(string file) =>
        Read(file).Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(p => string.Join('\n', p.Split('\n').Where(line => !line.StartsWith("# ", StringComparison.Ordinal)).Select(line => line == "\\" ? "" : line)).Trim('\n'))
            .Where(p => p.Length > 0);

    /// <summary>What stands between lines of "====="; only the first lines are comments.</summary>
    public static IEnumerable<string> Sections(string file) =>
        string.Join('\n', Read(file).Split('\n').SkipWhile(line => line.StartsWith("# ", StringComparison.Ordinal))).Split("\n=====\n").Select(s => s.Trim('\n'));

    public static string Read(string file)
    {
        using var reader = new StreamReader(typeof(SampleFile).Assembly.GetManifestResourceStream(file)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
