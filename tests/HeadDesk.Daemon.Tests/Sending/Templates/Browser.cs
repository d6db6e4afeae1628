using Microsoft.Playwright;

namespace HeadDesk.Daemon.Tests.Sending.Templates;

/// <summary>Debian's Chromium, once for all tests that look at a notice; it reaches nothing outside.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Program = "/usr/bin/chromium";
    private IPlaywright? _driver;
    private IBrowser? _chromium;

    public async Task InitializeAsync()
    {
        Assert.True(File.Exists(Program), $"{Program} is missing: bash install/prerequisites.sh --tests");
        _driver = await Playwright.CreateAsync();
        // As root, in containers, Chromium's sandbox does not start; what it shows here is made by ourselves.
        _chromium = await _driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Program, Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
    }

    public Task<IPage> OpenAsync(int width, ColorScheme scheme) =>
        _chromium!.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = width, Height = 900 }, ColorScheme = scheme, Offline = true });

    public async Task DisposeAsync()
    {
        if (_chromium is not null)
        {
            await _chromium.DisposeAsync();
        }

        _driver?.Dispose();
    }
}
