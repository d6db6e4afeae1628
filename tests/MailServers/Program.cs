namespace HeadDesk.MailServers;

internal static class Program
{
    private static Task<int> Main(string[] arguments) => Task.FromResult(arguments.Length);
}
