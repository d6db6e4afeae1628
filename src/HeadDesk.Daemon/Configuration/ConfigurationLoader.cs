using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace HeadDesk.Daemon.Configuration;

/// <summary>Reads <c>headdesk.json</c> and the environment, and refuses whatever is not right before anything connects.</summary>
public static class ConfigurationLoader
{
    private const string EnvironmentPrefix = "HEADDESK__";

    /// <exception cref="ConfigurationException">The file cannot be read, or a key or a value is wrong.</exception>
    public static LoadedConfiguration Load(string file)
    {
        var path = Path.GetFullPath(file);
        var configuration = Read(file, path);
        var faults = new KeyCheck(configuration).Check(typeof(HeadDeskOptions));
        if (faults.Count > 0)
        {
            throw ConfigurationException.Invalid(file, faults);
        }

        var options = configuration.Get<HeadDeskOptions>() ?? new HeadDeskOptions();
        var loaded = new LoadedConfiguration(options, Path.GetDirectoryName(path)!) { File = path };
        options.Calendar.HolidayFile = options.Calendar.HolidayFile is { Length: > 0 } holidays ? loaded.PathOf(holidays) : null;
        faults = [.. ValueCheck.Check(loaded)];
        return faults.Count > 0 ? throw ConfigurationException.Invalid(file, faults) : loaded;
    }

    /// <summary>Keys are checked, values are not: for work that needs the folders alone, on a machine where passwords may still be missing.</summary>
    /// <exception cref="ConfigurationException">The file cannot be read, or a key is wrong.</exception>
    public static LoadedConfiguration ReadFolders(string file)
    {
        var path = Path.GetFullPath(file);
        var configuration = Read(file, path);
        var faults = new KeyCheck(configuration).Check(typeof(HeadDeskOptions));
        return faults.Count > 0
            ? throw ConfigurationException.Invalid(file, faults)
            : new LoadedConfiguration(configuration.Get<HeadDeskOptions>() ?? new HeadDeskOptions(), Path.GetDirectoryName(path)!);
    }

    private static IConfigurationRoot Read(string file, string path)
    {
        if (!File.Exists(path))
        {
            throw ConfigurationException.Unreadable(file, "no such file");
        }

        try
        {
            return new ConfigurationBuilder().AddJsonFile(path, optional: false, reloadOnChange: false).AddEnvironmentVariables(EnvironmentPrefix).Build();
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or IOException or UnauthorizedAccessException)
        {
            throw ConfigurationException.Unreadable(file, Innermost(e));
        }
    }

    private static string Innermost(Exception e)
    {
        while (e.InnerException is not null)
        {
            e = e.InnerException;
        }

        return e is JsonException json
            ? $"line {json.LineNumber + 1}: not valid JSON: {json.Message.Split(". LineNumber")[0]}"
            : e.Message;
    }
}

/// <summary>The configuration, checked, with the folder that its relative paths count from.</summary>
public sealed record LoadedConfiguration(HeadDeskOptions Options, string Directory)
{
    /// <summary>The file it was read from; null where it was made otherwise.</summary>
    public string? File { get; init; }

    public string PathOf(string path) => Path.GetFullPath(Path.Combine(Directory, path));

    public string DataDirectory => PathOf(Options.Desk.DataDirectory);
}
