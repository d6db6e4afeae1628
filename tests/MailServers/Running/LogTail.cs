namespace HeadDesk.MailServers.Running;

internal static class LogTail
{
    private const int Lines = 25;

    public static string Of(string file) =>
        $"--- {Path.GetFileName(file)}\n{string.Join('\n', File.ReadAllLines(file).TakeLast(Lines))}";
}
