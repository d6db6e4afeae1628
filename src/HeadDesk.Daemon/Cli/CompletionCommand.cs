using System.CommandLine;

namespace HeadDesk.Daemon.Cli;

/// <summary><c>headdesk completion</c>: what a shell needs to finish our words. The words themselves come from the program at each press of the key.</summary>
internal static class CompletionCommand
{
    /// <remarks>
    /// <c>[suggest:N] LINE</c> is System.CommandLine's: the words that fit at column N. Where none does, as for the name of a file, bash goes on by itself.
    /// </remarks>
    private const string Bash = """
        # bash completion for headdesk. To use it: headdesk completion bash > /etc/bash_completion.d/headdesk
        _headdesk() {
            local IFS=$'\n' words
            words=$("$1" "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null | grep -v '^/')
            COMPREPLY=($(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _headdesk headdesk

        """;

    public static Command Create()
    {
        var bash = new Command("bash", "Print the completion for bash.\n\nExample: headdesk completion bash > /etc/bash_completion.d/headdesk");
        bash.SetAction(_ =>
        {
            Console.Write(Bash.ReplaceLineEndings("\n"));
            return CommandLine.Done;
        });
        return new Command("completion", "Have a shell complete this program's words.\n\nExample: headdesk completion bash > /etc/bash_completion.d/headdesk") { bash };
    }
}
