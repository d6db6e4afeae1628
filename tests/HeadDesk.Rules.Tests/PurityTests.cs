using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using HeadDesk.Rules.Tickets;

namespace HeadDesk.Rules.Tests;

/// <summary>The rules do no I/O and have no clock of their own: what their assembly refers to proves it.</summary>
public class PurityTests
{
    private static readonly string[] ForbiddenTypes =
    [
        "System.IO.File", "System.IO.FileStream", "System.IO.Directory", "System.IO.Path", "System.Console",
        "System.Threading.Thread", "System.Threading.Timer", "System.Threading.Tasks.Task", "System.Diagnostics.Process",
    ];

    private static readonly string[] ForbiddenNamespaces = ["System.Net", "System.Data", "Microsoft.Extensions", "HeadDesk.Mail", "HeadDesk.Store"];

    private static readonly string[] ForbiddenMembers =
        ["DateTime.get_Now", "DateTime.get_UtcNow", "DateTime.get_Today", "DateTimeOffset.get_Now", "DateTimeOffset.get_UtcNow", "Random.get_Shared", "Guid.NewGuid", "Environment.GetEnvironmentVariable", "Environment.get_TickCount64"];

    [Fact]
    public void Rules_ReferToNothingThatReadsTheWorld()
    {
        using var file = File.OpenRead(typeof(Desk).Assembly.Location);
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        var types = metadata.TypeReferences.Select(handle => metadata.GetTypeReference(handle))
            .Select(type => (Namespace: metadata.GetString(type.Namespace), Name: metadata.GetString(type.Name))).ToList();
        Assert.NotEmpty(types);
        Assert.DoesNotContain(types, type => ForbiddenTypes.Contains($"{type.Namespace}.{type.Name}"));
        Assert.DoesNotContain(types, type => ForbiddenNamespaces.Any(name => type.Namespace == name || type.Namespace.StartsWith(name + ".", StringComparison.Ordinal)));

        var members = metadata.MemberReferences.Select(handle => metadata.GetMemberReference(handle))
            .Where(member => member.Parent.Kind == HandleKind.TypeReference)
            .Select(member => $"{metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)member.Parent).Name)}.{metadata.GetString(member.Name)}");
        Assert.Empty(members.Intersect(ForbiddenMembers));
    }
}
