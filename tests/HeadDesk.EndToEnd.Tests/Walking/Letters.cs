using HeadDesk.EndToEnd.Tests.Desks;

namespace HeadDesk.EndToEnd.Tests.Walking;

/// <summary>Writes the mails of a walk: no two hold the same word, so that words are known again wherever they turn up.</summary>
internal sealed class Letters(string desk)
{
    private int _words;

    public static string Text(string word) => $"What I mean is {word}.";

    public string NextWord() => $"word{++_words}";

    public Letter ToDesk(string from, string subject, string text, params IEnumerable<string> answers) =>
        new(from, desk, subject, text) { Headers = [.. answers.Select(id => $"In-Reply-To: <{id}>")] };

    /// <summary>A reply from the shared account.</summary>
    public Letter FromDesk(string to, string subject, string text, params IEnumerable<string> answers) =>
        new(desk, to, subject, text) { Headers = [.. answers.Select(id => $"In-Reply-To: <{id}>")] };
}
