namespace HeadDesk.Daemon.Sending.Templates;

/// <summary>A template cannot be used; the message names the file and the reason.</summary>
internal sealed class TemplateException : Exception
{
    private TemplateException(string message, Exception? inner)
        : base(message, inner)
    {
    }

    public static TemplateException NoSubject(string file) => new($"{file}, line 1: a template begins with \"subject: …\", a blank line and the body", null);

    public static TemplateException Broken(string file, Exception inner) => new($"{file}: {inner.Message.ReplaceLineEndings(" ")}", inner);

    public static TemplateException Unreadable(string file, Exception inner) => new($"{file}: cannot be read: {inner.Message.ReplaceLineEndings(" ")}", inner);

    public static TemplateException Missing(string name, string directory) => new($"no template {name} in {directory}", null);
}
