namespace HeadDesk.Daemon.Sending.Templates.Checking;

/// <summary>Something wrong in a template.</summary>
/// <param name="Line">From 1; 0 where the whole file is meant.</param>
/// <param name="Column">From 1, in characters; 0 where the whole line is meant.</param>
/// <param name="Nearest">What was probably meant; null where nothing is near.</param>
internal sealed record TemplateFault(string File, int Line, int Column, string Reason, string? Nearest = null)
{
    public override string ToString()
    {
        var place = Line == 0 ? File : Column == 0 ? $"{File}, line {Line}" : $"{File}, line {Line}, column {Column}";
        return $"{place}: {Reason}{(Nearest is null ? "" : $"; did you mean {Nearest}?")}";
    }
}
