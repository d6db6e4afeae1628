using HeadDesk.Daemon.Configuration;

namespace HeadDesk.Daemon.Tests.Configuration;

public sealed class OAuth2CheckTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("headdesk-oauth2-");

    public OAuth2CheckTests() => File.WriteAllText(Path.Combine(_folder.FullName, "secret"), "s3cret\n");

    [Theory]
    [InlineData("\"provider\": \"google\", \"clientId\": \"c\", \"clientSecretFile\": \"secret\"")]
    [InlineData("\"provider\": \"microsoft\", \"clientId\": \"c\"")]
    [InlineData("\"provider\": \"microsoft\", \"clientId\": \"c\", \"clientSecretFile\": \"secret\", \"grant\": \"client-credentials\", \"tenant\": \"example.onmicrosoft.com\"")]
    [InlineData("\"provider\": \"custom\", \"clientId\": \"c\", \"tokenEndpoint\": \"https://id.example.com/token\", \"scopes\": [\"mail\", \"offline_access\"]")]
    [InlineData("\"provider\": \"custom\", \"clientId\": \"c\", \"tokenEndpoint\": \"http://127.0.0.1:8080/token\", \"deviceEndpoint\": \"http://localhost/device\"")]
    public void GoodSection_IsTaken(string section) => Assert.Equal(Authentication.Oauth2, Load(section).Options.Imap.Authentication);

    [Theory]
    [InlineData("\"provider\": \"google\"", "oauth2.clientId: missing, wanted")]
    [InlineData("\"provider\": \"google\", \"clientId\": \"c\", \"grant\": \"client-credentials\", \"clientSecretFile\": \"secret\"", "oauth2.grant: \"client-credentials\" is wrong with google, wanted: \"refresh-token\"")]
    [InlineData("\"provider\": \"microsoft\", \"clientId\": \"c\", \"grant\": \"client-credentials\", \"tenant\": \"x\"", "oauth2.clientSecretFile: missing")]
    [InlineData("\"provider\": \"microsoft\", \"clientId\": \"c\", \"grant\": \"client-credentials\", \"clientSecretFile\": \"secret\"", "oauth2.tenant: \"organizations\" is wrong with client-credentials")]
    [InlineData("\"provider\": \"microsoft\", \"clientId\": \"c\", \"tenant\": \"../evil\"", "oauth2.tenant: \"../evil\" is wrong")]
    [InlineData("\"provider\": \"microsoft\", \"clientId\": \"c\", \"clientSecretFile\": \"nowhere\"", "oauth2.clientSecretFile: cannot read")]
    [InlineData("\"provider\": \"microsoft\", \"clientId\": \"c\", \"tokenEndpoint\": \"https://a.example/t\"", "oauth2.tokenEndpoint: \"https://a.example/t\" is for the provider \"custom\" only")]
    [InlineData("\"provider\": \"custom\", \"clientId\": \"c\"", "oauth2.tokenEndpoint: missing")]
    [InlineData("\"provider\": \"custom\", \"clientId\": \"c\", \"tokenEndpoint\": \"http://id.example.com/t\"", "oauth2.tokenEndpoint: \"http://id.example.com/t\" is wrong, wanted: an https address (http on loopback only)")]
    [InlineData("\"provider\": \"custom\", \"clientId\": \"c\", \"tokenEndpoint\": \"https://u:p@id.example.com/t\"", "oauth2.tokenEndpoint")]
    [InlineData("\"provider\": \"custom\", \"clientId\": \"c\", \"tokenEndpoint\": \"token\"", "oauth2.tokenEndpoint: \"token\" is wrong")]
    [InlineData("\"provider\": \"custom\", \"clientId\": \"c\", \"tokenEndpoint\": \"https://a/\", \"deviceEndpoint\": \"ftp://a/\"", "oauth2.deviceEndpoint: \"ftp://a/\" is wrong")]
    [InlineData("\"provider\": \"google\", \"clientId\": \"c\", \"scopes\": [\"two words\"]", "oauth2.scopes: \"two words\" is wrong")]
    public void Mistake_IsNamed(string section, string expected) =>
        Assert.Contains(expected, Assert.Throws<ConfigurationException>(() => Load(section)).Message, StringComparison.Ordinal);

    [Fact]
    public void SmtpWithoutUser_IsNamed() =>
        Assert.Contains(
            "smtp.user: missing, wanted: the address whose mailbox the token opens",
            Assert.Throws<ConfigurationException>(() => Load("\"provider\": \"google\", \"clientId\": \"c\"", "\"authentication\": \"oauth2\",")).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("google", OAuth2Grant.RefreshToken, "https://oauth2.googleapis.com/token", "https://mail.google.com/")]
    [InlineData("microsoft", OAuth2Grant.RefreshToken, "https://login.microsoftonline.com/t1/oauth2/v2.0/token", "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access")]
    [InlineData("microsoft", OAuth2Grant.ClientCredentials, "https://login.microsoftonline.com/t1/oauth2/v2.0/token", "https://outlook.office365.com/.default")]
    public void Provider_IsKnownByItsName(string provider, OAuth2Grant grant, string token, string scope)
    {
        var endpoints = OAuth2Endpoints.Of(new OAuth2Options { Provider = Enum.Parse<OAuth2Provider>(provider, ignoreCase: true), Grant = grant, Tenant = "t1" });
        Assert.Equal((token, scope), (endpoints.Token.ToString(), endpoints.Scope));
        Assert.True(endpoints.Device is not null || endpoints.Authorization is not null);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private LoadedConfiguration Load(string section, string smtp = "")
    {
        var file = Path.Combine(_folder.FullName, "headdesk.json");
        File.WriteAllText(file, $$"""
            {
              "desk": { "name": "Example Support", "address": "support@example.com", "authservId": "mx" },
              "imap": { "host": "127.0.0.1", "user": "support@example.com", "authentication": "oauth2" },
              "smtp": { {{smtp}} "host": "127.0.0.1" },
              "oauth2": { {{section}} },
              "staff": [ { "name": "alice", "addresses": ["alice@example.com"] } ],
            }
            """);
        return ConfigurationLoader.Load(file);
    }
}
