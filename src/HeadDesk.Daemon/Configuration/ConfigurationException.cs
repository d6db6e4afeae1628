namespace HeadDesk.Daemon.Configuration;

/// <summary>The configuration cannot be used; each line names the key, the value and what would be right.</summary>
public sealed class ConfigurationException : Exception
{
    private ConfigurationException(string message)
        : base(message)
    {
    }

    public static ConfigurationException Unreadable(string file, string why) => new($"configuration {file}: {why}");

    public static ConfigurationException Invalid(string file, IEnumerable<string> faults) =>
        new($"configuration {file}: {string.Join("; ", faults)}");
}
