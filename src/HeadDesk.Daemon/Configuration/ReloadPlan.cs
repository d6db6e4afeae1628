using System.Reflection;

namespace HeadDesk.Daemon.Configuration;

/// <summary>
/// What of a changed configuration a running desk goes on with. Whatever says where the desk lives (servers, store, its address) waits for
/// a restart, and so does every option that is not named here.
/// </summary>
/// <param name="Next">Everything that may change now, at its new value; the rest as it was.</param>
/// <param name="Taken">The keys that change now.</param>
/// <param name="Waiting">The keys that need a restart.</param>
internal sealed record ReloadPlan(LoadedConfiguration Next, IReadOnlyList<string> Taken, IReadOnlyList<string> Waiting)
{
    private static readonly HashSet<string> Sections =
    [
        nameof(HeadDeskOptions.Staff), nameof(HeadDeskOptions.Teams), nameof(HeadDeskOptions.Incident), nameof(HeadDeskOptions.Calendar), nameof(HeadDeskOptions.Duty),
        nameof(HeadDeskOptions.Clock), nameof(HeadDeskOptions.Notices), nameof(HeadDeskOptions.Alerts), nameof(HeadDeskOptions.Templates),
    ];

    private static readonly HashSet<string> OfTheDesk = [nameof(DeskOptions.Name), nameof(DeskOptions.AssignNewTo), nameof(DeskOptions.FirstReplyTakes)];

    /// <exception cref="ConfigurationException">What may change now does not fit what has to stay.</exception>
    public static ReloadPlan Of(LoadedConfiguration present, LoadedConfiguration read)
    {
        var options = new HeadDeskOptions();
        Copy(present.Options, options, _ => true);
        Copy(read.Options, options, p => Sections.Contains(p.Name));
        options.Desk = new DeskOptions();
        Copy(present.Options.Desk, options.Desk, _ => true);
        Copy(read.Options.Desk, options.Desk, p => OfTheDesk.Contains(p.Name));
        var next = present with { Options = options };
        var waiting = OptionsDiff.Between(options, read.Options);
        if (waiting.Count > 0 && ValueCheck.Check(next).ToList() is { Count: > 0 } faults)
        {
            throw ConfigurationException.Invalid(present.File ?? present.Directory, [$"it needs a restart because of {string.Join(", ", waiting)}", .. faults]);
        }

        return new ReloadPlan(next, OptionsDiff.Between(present.Options, options), waiting);
    }

    private static void Copy<T>(T from, T to, Func<PropertyInfo, bool> wanted)
    {
        foreach (var property in typeof(T).GetProperties().Where(p => p.CanWrite && wanted(p)))
        {
            property.SetValue(to, property.GetValue(from));
        }
    }
}
