using HeadDesk.Daemon.Cli.Setup;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Rules.Staff;

namespace HeadDesk.Daemon.Tests.Cli.Setup;

public sealed class ConfigurationTextTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("headdesk-text-");

    [Theory]
    [InlineData("Example Support")]
    [InlineData("Mr. \"Quote\" // no comment \\ { }, \u00e9")]
    public void WhatIsWritten_IsReadAsItWas(string name)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "pw"), "x\n");
        var options = new HeadDeskOptions
        {
            Desk = { Name = name, Address = "support@example.com", AuthservId = "mx.example.com", DataDirectory = "/var/lib/headdesk" },
            Imap = { Host = "mail.example.com", Port = 143, Security = Security.StartTls, User = name, PasswordFile = "pw" },
            Smtp = { Host = "localhost", Port = 25, Security = Security.None },
            Staff = [People.Named("Alice Example", "alice@example.com", StaffRole.Admin)!, People.Parse("bob=bob@example.com")!],
            Calendar = { TimeZone = "Europe/Berlin" },
        };
        var file = Path.Combine(_folder.FullName, "headdesk.json");
        File.WriteAllText(file, ConfigurationText.Of(options));
        var read = ConfigurationLoader.Load(file).Options;
        Assert.Equal((name, "support@example.com", "mx.example.com", "/var/lib/headdesk"), (read.Desk.Name, read.Desk.Address, read.Desk.AuthservId, read.Desk.DataDirectory));
        Assert.Equal(("mail.example.com", 143, Security.StartTls, name, "pw"), (read.Imap.Host, read.Imap.Port, read.Imap.Security, read.Imap.User, read.Imap.PasswordFile));
        Assert.Equal(("localhost", 25, Security.None, true), (read.Smtp.Host, read.Smtp.Port, read.Smtp.Security, string.IsNullOrEmpty(read.Smtp.User)));
        Assert.Equal([("alice", "Alice Example", StaffRole.Admin), ("bob", null, StaffRole.Agent)], read.Staff.ConvertAll(s => (s.Name, s.DisplayName, s.Role)));
        Assert.Equal("Europe/Berlin", read.Calendar.TimeZone);
    }

    [Theory]
    [InlineData(OAuth2Provider.Google, null, "organizations")]
    [InlineData(OAuth2Provider.Microsoft, null, "example.onmicrosoft.com")]
    [InlineData(OAuth2Provider.Custom, "https://id.example.com/token", "organizations")]
    public void Tokens_AreReadAsTheyWere(OAuth2Provider provider, string? endpoint, string tenant)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "client"), "x\n");
        var options = new HeadDeskOptions
        {
            Desk = { Name = "Example", Address = "support@example.com" },
            Imap = { Host = "imap.example.com", User = "support@example.com", Authentication = Authentication.Oauth2 },
            Smtp = { Host = "localhost", Port = 25, Security = Security.None },
            Oauth2 = { Provider = provider, ClientId = "the \"id\"", ClientSecretFile = "client", Tenant = tenant, TokenEndpoint = endpoint, DeviceEndpoint = endpoint },
            Staff = [People.Named("alice", "alice@example.com", StaffRole.Admin)!],
        };
        var file = Path.Combine(_folder.FullName, "headdesk.json");
        File.WriteAllText(file, ConfigurationText.Of(options));
        var read = ConfigurationLoader.Load(file).Options;
        Assert.Equal((Authentication.Oauth2, Authentication.Password), (read.Imap.Authentication, read.Smtp.Authentication));
        Assert.Equal((provider, "the \"id\"", "client", tenant, endpoint, endpoint), (read.Oauth2.Provider!.Value, read.Oauth2.ClientId!, read.Oauth2.ClientSecretFile!, read.Oauth2.Tenant, read.Oauth2.TokenEndpoint, read.Oauth2.DeviceEndpoint));
    }

    [Fact]
    public void FullList_LiesBesideTheProgram() => Assert.True(File.Exists(ConfigurationText.FullList));

    [Theory]
    [InlineData("bob=bob@example.com", "bob", null)]
    [InlineData("Bob Builder=bob@example.com", "bob", "Bob Builder")]
    [InlineData("bob", null, null)]
    [InlineData("=bob@example.com", null, null)]
    [InlineData("bob=nobody", null, null)]
    [InlineData("* *=bob@example.com", null, null)]
    public void Staff_AreNamedWithTheirAddress(string text, string? name, string? displayName) =>
        Assert.Equal((name, displayName), (People.Parse(text)?.Name, People.Parse(text)?.DisplayName));

    public void Dispose() => _folder.Delete(recursive: true);
}
