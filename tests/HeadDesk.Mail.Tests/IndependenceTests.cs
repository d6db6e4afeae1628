using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Tests;

/// <summary>The mail library stands alone: no configuration, no container, no database, no tickets; at most a logger.</summary>
public class IndependenceTests
{
    private static readonly string[] Allowed = ["System", "AngleSharp", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Win32.Primitives", "netstandard"];

    [Fact]
    public void Mail_RefersOnlyToTheFrameworkAHtmlParserAndALogger()
    {
        var references = typeof(MailConnection).Assembly.GetReferencedAssemblies().Select(a => a.Name!).ToList();
        Assert.NotEmpty(references);
        Assert.DoesNotContain(references, name => !Allowed.Any(a => name == a || name.StartsWith(a + ".", StringComparison.Ordinal)));
    }
}
