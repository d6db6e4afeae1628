namespace HeadDesk.MailServers;

/// <summary>VERB [--option [value]]… [OPERAND]</summary>
internal sealed class CommandLine
{
    private static readonly string[] Switches = ["tls", "until-eof", "through-exim"];

    private readonly Dictionary<string, string> _options = [];

    private CommandLine(string verb) => Verb = verb;

    public string Verb { get; }

    public string? Operand { get; private set; }

    public static CommandLine? Parse(string[] arguments)
    {
        if (arguments.Length == 0)
        {
            return null;
        }

        var line = new CommandLine(arguments[0]);
        for (int at = 1; at < arguments.Length; at++)
        {
            if (!arguments[at].StartsWith("--", StringComparison.Ordinal))
            {
                line.Operand = arguments[at];
            }
            else if (Switches.Contains(arguments[at][2..]))
            {
                line._options[arguments[at][2..]] = "";
            }
            else if (at + 1 < arguments.Length)
            {
                line._options[arguments[at][2..]] = arguments[++at];
            }
            else
            {
                return null;
            }
        }

        return line;
    }

    public bool Has(string name) => _options.ContainsKey(name);

    public string? Option(string name) => _options.GetValueOrDefault(name);

    public string Required(string name) => Option(name) ?? throw new ArgumentException($"--{name} is missing");
}
