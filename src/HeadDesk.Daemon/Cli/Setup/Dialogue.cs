using System.Text;

namespace HeadDesk.Daemon.Cli.Setup;

/// <summary>Questions to a person, or to whatever stands at the other end of standard input.</summary>
/// <param name="mayAsk">False: whatever is not known is missing.</param>
/// <param name="readKey">Null where standard input is no terminal: a line is read instead, which nobody sees either.</param>
internal sealed class Dialogue(TextReader input, TextWriter output, bool mayAsk, Func<ConsoleKeyInfo>? readKey)
{
    public bool MayAsk => mayAsk;

    public static Dialogue OnConsole(bool mayAsk) =>
        new(Console.In, Console.Out, mayAsk, Console.IsInputRedirected ? null : () => Console.ReadKey(intercept: true));

    public void Say(string line) => output.WriteLine(line);

    /// <summary>Asks until the answer is good.</summary>
    /// <param name="option">What would have answered, for whoever may not be asked.</param>
    /// <param name="fallback">Taken for an empty answer, and where nobody may be asked.</param>
    /// <param name="fault">What would be right, where the answer is not; null where it is.</param>
    public async Task<string> AskAsync(string question, string option, string? fallback, Func<string, string?> fault, CancellationToken cancellationToken)
    {
        while (mayAsk)
        {
            await output.WriteAsync(fallback is null ? $"{question}: " : $"{question} [{fallback}]: ");
            await output.FlushAsync(cancellationToken);
            if (await ReadLineAsync(cancellationToken) is not { } line)
            {
                break;
            }

            var answer = line.Trim().Length > 0 ? line.Trim() : fallback ?? "";
            if (fault(answer) is not { } wanted)
            {
                return answer;
            }

            output.WriteLine($"\"{answer}\" will not do, wanted: {wanted}");
        }

        return fallback is not null && fault(fallback) is null ? fallback : throw SetupException.Missing(option, fault(fallback ?? "") ?? question);
    }

    /// <returns>What is typed; null at the end of input, and where nobody may be asked.</returns>
    public async Task<string?> ReadLineAsync(CancellationToken cancellationToken) =>
        mayAsk ? await Task.Run(input.ReadLine, cancellationToken).WaitAsync(cancellationToken) : null;

    /// <summary>Asks without an echo.</summary>
    public async Task<string> AskSecretAsync(string question, string option, CancellationToken cancellationToken)
    {
        if (mayAsk)
        {
            await output.WriteAsync($"{question}: ");
            await output.FlushAsync(cancellationToken);
            var secret = await Task.Run(() => readKey is null ? input.ReadLine() : ReadKeys(readKey), cancellationToken).WaitAsync(cancellationToken);
            output.WriteLine();
            if (!string.IsNullOrEmpty(secret))
            {
                return secret;
            }
        }

        throw SetupException.Missing(option, "a file whose first line is the password");
    }

    private static string ReadKeys(Func<ConsoleKeyInfo> readKey)
    {
        var typed = new StringBuilder();
        while (true)
        {
            var key = readKey();
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    return typed.ToString();
                case ConsoleKey.Backspace:
                    typed.Length = Math.Max(0, typed.Length - 1);
                    break;
                default:
                    if (!char.IsControl(key.KeyChar))
                    {
                        typed.Append(key.KeyChar);
                    }

                    break;
            }
        }
    }
}
