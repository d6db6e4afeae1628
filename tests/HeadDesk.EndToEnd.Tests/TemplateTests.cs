using HeadDesk.EndToEnd.Tests.Desks;
using HeadDesk.MailServers;

namespace HeadDesk.EndToEnd.Tests;

/// <summary>Templates as an admin meets them: in the customer's language, looked over, shown, and broken while the daemon runs.</summary>
public sealed class TemplateTests(ServersFixture fixture) : IClassFixture<ServersFixture>, IDisposable
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(3));
    private readonly TestDesk _desk = new(fixture.Servers);

    private CancellationToken Token => _limit.Token;

    [Fact]
    public async Task Templates_AreSpokenLookedOverShownAndGuarded()
    {
        var carol = fixture.Servers.CreateOutsider("carol");
        await _desk.RunOnceAsync(Token);
        await new Letter(carol.Address, _desk.Address, "Drucker", "Guten Tag, der Drucker im zweiten Stock geht nicht und ich brauche ihn heute. Bitte helfen Sie mir.").SendAsync(fixture.Servers, Token);
        await _desk.RunOnceAsync(Token);
        var acknowledged = Assert.Single(carol.Messages());
        Assert.Contains("Guten Tag Somebody,", acknowledged.Text, StringComparison.Ordinal);
        Assert.Contains("vielen Dank", acknowledged.Text, StringComparison.Ordinal);

        var shown = (await TemplateAsync("preview", "resolved", "--ticket", "1", "--html", Path.Combine(_desk.Folder, "resolved.html"))).Succeeded();
        Assert.StartsWith("Subject: Re: [HD-1] Drucker\n\nGuten Tag Somebody,\n", shown.Output, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"de\">", await File.ReadAllTextAsync(Path.Combine(_desk.Folder, "resolved.html"), Token), StringComparison.Ordinal);
        (await TemplateAsync("preview", "resolved", "--ticket", "2")).FailedPlainly("there is no ticket 2");
        Assert.Equal((2, "headdesk: there is no notice reslved, did you mean resolved?\n"), await UsageAsync("reslved"));
        Assert.Equal((2, "headdesk: --language: \"fr\" is not in templates.languages, wanted: en or de\n"), await UsageAsync("resolved", "--language", "fr"));

        (await TemplateAsync("preview", "overdue", "--ticket", "1", "--send", _desk.Bob.Address)).Succeeded();
        var sent = Assert.Single(_desk.Bob.Messages());
        Assert.Equal(("OVERDUE [HD-1] Drucker", "auto-generated"), (sent.Subject, sent.Header("Auto-Submitted")));
        Assert.Single(carol.Messages());

        await BreakAsync();
    }

    public void Dispose()
    {
        _desk.Dispose();
        _limit.Dispose();
    }

    private async Task BreakAsync()
    {
        (await TemplateAsync("check")).Succeeded();
        await using var daemon = await RunningDaemon.StartAtWorkAsync(_desk, Token);
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(_desk.Folder, "templates", "de")).FullName, "resolved.md");
        await File.WriteAllTextAsync(file, "subject: x\n\n{{ticket.tga}}\n", Token);
        await daemon.HoldsAsync(() => _desk.Alice.Messages().Any(m => m.Subject!.Contains("a template cannot be used", StringComparison.Ordinal)), "an alert about the template", Token);
        (await TemplateAsync("check")).FailedPlainly($"{file}, line 3, column 3: there is no field ticket.tga here; did you mean ticket.tag?");
        await daemon.StopAsync(Token);
        Assert.Single(_desk.Alice.Messages(), m => m.Subject!.Contains("a template cannot be used", StringComparison.Ordinal));
    }

    private async Task<(int, string)> UsageAsync(params string[] arguments)
    {
        var outcome = await TemplateAsync(["preview", .. arguments]);
        return (outcome.ExitCode, outcome.Errors);
    }

    private Task<Outcome> TemplateAsync(params string[] arguments) => Headdesk.RunAsync(["template", .. arguments, "--config", _desk.ConfigFile], Token);
}
