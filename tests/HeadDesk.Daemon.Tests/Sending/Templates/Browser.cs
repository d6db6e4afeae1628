using Microsoft.Playwright;

namespace HeadDesk.Daemon.Tests.Sending.Templates;

/// <summary>Debian's Chromium, once for all tests that look at a notice; it reaches nothing outside.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const string Program = "/usr/bin/chromium";
    private readonly Dictionary<(int Width, ColorScheme Scheme), IPage> _pages = [];
    private readonly List<string> _asked = [];
    private IPlaywright? _driver;
    private IBrowser? _chromium;

    public async Task InitializeAsync()
    {
        Assert.True(File.Exists(Program), $"{Program} is missing: bash install/prerequisites.sh --tests");
        _driver = await Playwright.CreateAsync();
        // As root, in containers, Chromium's sandbox does not start; what it shows here is made by ourselves.
        _chromium = await _driver.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Program, Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
    }

    /// <summary>One page for each way to look, used again: a new one costs more than what it shows.</summary>
    public async Task<IPage> PageAsync(int width, ColorScheme scheme)
    {
        if (!_pages.TryGetValue((width, scheme), out var page))
        {
            page = await _chromium!.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = width, Height = 900 }, ColorScheme = scheme, Offline = true });
            page.Request += (_, request) => _asked.Add(request.Url);
            _pages[(width, scheme)] = page;
        }

        return page;
    }

    /// <summary>What pages asked the network for since the last call.</summary>
    public IReadOnlyList<string> TakeAsked()
    {
        var asked = _asked.ToList();
        _asked.Clear();
        return asked;
    }

    public async Task DisposeAsync()
    {
        if (_chromium is not null)
        {
            await _chromium.DisposeAsync();
        }

        _driver?.Dispose();
    }
}
