namespace HeadDesk.Daemon.Tests.Sending.Templates;

/// <summary>Files that say what was right when somebody last looked. A test only compares; <c>bash tests/golden.sh</c> writes them anew.</summary>
internal static class Golden
{
    public const string Variable = "HEADDESK_GOLDEN";
    public const string HowTo = "where the change is meant, run \"bash tests/golden.sh\" and read the difference before you commit it";

    public static bool Rewrites => Environment.GetEnvironmentVariable(Variable) == "write";

    public static void Compare(string name, string text)
    {
        var file = ProjectFolder.PathOf("tests", "HeadDesk.Daemon.Tests", "Sending", "Templates", "Golden", name);
        if (Rewrites)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
            return;
        }

        Assert.True(File.Exists(file), $"there is no golden file {name}; {HowTo}");
        var wanted = File.ReadAllText(file).Split('\n');
        var found = text.Split('\n');
        for (var i = 0; i < Math.Max(wanted.Length, found.Length); i++)
        {
            var (was, now) = (i < wanted.Length ? wanted[i] : "(nothing)", i < found.Length ? found[i] : "(nothing)");
            Assert.True(was == now, $"{name}, line {i + 1}:\n  was {was}\n  now {now}\n{HowTo}");
        }
    }
}
