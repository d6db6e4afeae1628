using HeadDesk.Daemon.Sending.Templates.Checking;

namespace HeadDesk.Daemon.Sending.Templates;

/// <summary>A template cannot be used; the message names the file, the place and the reason.</summary>
internal sealed class TemplateException : Exception
{
    private TemplateException(IReadOnlyList<TemplateFault> faults, Exception? inner = null)
        : base(faults[0].ToString(), inner) => Faults = faults;

    /// <summary>All that is wrong with the template, in the order of the file; at least one.</summary>
    public IReadOnlyList<TemplateFault> Faults { get; }

    public static TemplateException Wrong(IReadOnlyList<TemplateFault> faults) => new(faults);

    /// <summary>It looked right and could not be carried out all the same.</summary>
    public static TemplateException Broken(string file, Exception inner) => new([new TemplateFault(file, 0, 0, inner.Message.ReplaceLineEndings(" "))], inner);

    public static TemplateException Unreadable(string file, Exception inner) => new([new TemplateFault(file, 0, 0, $"cannot be read: {inner.Message.ReplaceLineEndings(" ")}")], inner);

    public static TemplateException Missing(string name, string directory) => new([new TemplateFault(Path.Combine(directory, name), 0, 0, "there is no such template")]);
}
