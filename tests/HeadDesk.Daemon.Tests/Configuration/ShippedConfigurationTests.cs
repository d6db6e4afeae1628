using System.Collections;
using System.ComponentModel;
using System.Reflection;
using HeadDesk.Daemon.Configuration;
using Microsoft.Extensions.Configuration;

namespace HeadDesk.Daemon.Tests.Configuration;

/// <summary>config/headdesk.json is the reference of all options: every key is there, at its default.</summary>
public class ShippedConfigurationTests
{
    /// <summary>What an admin fills in: present, but an example.</summary>
    private static readonly HashSet<string> Examples =
    [
        "desk:name", "desk:address", "imap:host", "imap:user", "imap:passwordFile", "smtp:host", "smtp:user", "smtp:passwordFile",
        "staff:0:name", "staff:0:displayName", "staff:0:addresses", "staff:0:folder", "staff:0:role",
    ];

    private readonly IConfigurationRoot _shipped =
        new ConfigurationBuilder().AddJsonFile(ProjectFolder.PathOf("config", "headdesk.json"), optional: false).Build();

    [Fact]
    public void ShippedFile_NamesEveryOptionAtItsDefault()
    {
        var text = File.ReadAllText(ProjectFolder.PathOf("config", "headdesk.json"));
        var faults = new List<string>();
        foreach (var (path, value) in Options(new HeadDeskOptions(), "").Concat(Options(new StaffOptions(), "staff:0:")))
        {
            var key = path[(path.LastIndexOf(':') + 1)..];
            if (!text.Contains($"\"{key}\":", StringComparison.Ordinal))
            {
                faults.Add($"{path} is not in the file");
            }
            else if (!Examples.Contains(path) && !string.Equals(_shipped[path] ?? "", value, StringComparison.OrdinalIgnoreCase))
            {
                faults.Add($"{path} is \"{_shipped[path]}\" in the file, its default is \"{value}\"");
            }
        }

        Assert.Empty(faults);
    }

    [Fact]
    public void ShippedFile_NamesNoUnknownOption() => Assert.Empty(new KeyCheck(_shipped).Check(typeof(HeadDeskOptions)));

    private static IEnumerable<(string Path, string Value)> Options(object options, string prefix)
    {
        foreach (var property in options.GetType().GetProperties().Where(p => p.CanWrite))
        {
            var path = prefix + KeyCheck.Camel(property.Name);
            var value = property.GetValue(options);
            if (value is not (string or null) && property.PropertyType.IsClass && value is not IEnumerable)
            {
                foreach (var inner in Options(value, path + ":"))
                {
                    yield return inner;
                }
            }
            else if (value is null or string or not IEnumerable)
            {
                yield return (path, Written(value));
            }
            else
            {
                yield return (path, "");
            }
        }
    }

    private static string Written(object? value) => value switch
    {
        null => "",
        Enum word => string.Concat(word.ToString().Select((c, i) => char.IsUpper(c) && i > 0 && word is not Security ? $"-{c}" : $"{c}")),
        _ => TypeDescriptor.GetConverter(value).ConvertToInvariantString(value)!,
    };
}
