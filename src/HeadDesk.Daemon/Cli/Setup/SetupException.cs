namespace HeadDesk.Daemon.Cli.Setup;

/// <summary>The setup cannot go on; one plain line. Nothing was written by then unless it says so.</summary>
internal sealed class SetupException : Exception
{
    private SetupException(string message, bool badUsage)
        : base(message) => IsBadUsage = badUsage;

    /// <summary>The call is at fault, not the world.</summary>
    public bool IsBadUsage { get; }

    public static SetupException Missing(string option, string wanted) => new($"{option} is missing, wanted: {wanted} (see headdesk init --help)", badUsage: true);

    public static SetupException BadOption(string option, string value, string wanted) => new($"{option}: \"{value}\" is wrong, wanted: {wanted}", badUsage: true);

    public static SetupException Failed(string what) => new(what, badUsage: false);
}
