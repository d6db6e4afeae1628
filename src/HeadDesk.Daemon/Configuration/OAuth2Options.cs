namespace HeadDesk.Daemon.Configuration;

/// <summary>Who issues the tokens.</summary>
public enum OAuth2Provider
{
    Google,
    Microsoft,

    /// <summary>Any other, at the addresses that the section gives.</summary>
    Custom,
}

/// <summary>By what a new access token is got (RFC 6749).</summary>
public enum OAuth2Grant
{
    /// <summary>A person signed in once: <c>headdesk login</c>.</summary>
    RefreshToken,

    /// <summary>The program has rights of its own, given by the organisation's administrator; nobody signs in.</summary>
    ClientCredentials,
}

/// <summary><c>oauth2</c>: tokens in place of passwords, for each server with <c>authentication: "oauth2"</c>.</summary>
public sealed class OAuth2Options
{
    public OAuth2Provider? Provider { get; set; }

    /// <summary>The program's registration with the provider.</summary>
    public string? ClientId { get; set; }

    /// <summary>A file whose first line is the registration's secret, where it has one; relative to the configuration file.</summary>
    public string? ClientSecretFile { get; set; }

    /// <summary>Microsoft's name or number of the organisation.</summary>
    public string Tenant { get; set; } = OAuth2Endpoints.AnyOrganisation;

    public OAuth2Grant Grant { get; set; } = OAuth2Grant.RefreshToken;

    /// <summary>With <c>custom</c>: where tokens are got.</summary>
    public string? TokenEndpoint { get; set; }

    /// <summary>With <c>custom</c>: where a sign-in by code begins (RFC 8628).</summary>
    public string? DeviceEndpoint { get; set; }

    /// <summary>With <c>custom</c>, where there is no sign-in by code: where a browser is sent to sign in (RFC 6749 §3.1).</summary>
    public string? AuthorizationEndpoint { get; set; }

    /// <summary>What is asked for; without any, what the provider wants for mail.</summary>
    public List<string> Scopes { get; set; } = [];

    /// <summary>Where the tokens are kept, for the owner alone; relative to the configuration file; null for <c>oauth2.token</c> in the data directory.</summary>
    public string? TokenFile { get; set; }
}

/// <summary>The providers' addresses and the rights that mail needs there.</summary>
internal sealed record OAuth2Endpoints(Uri Token, Uri? Device, Uri? Authorization, string Scope)
{
    /// <summary>Of Microsoft's tenants: whoever belongs to an organisation.</summary>
    public const string AnyOrganisation = "organizations";

    /// <summary>Of a section that was checked.</summary>
    public static OAuth2Endpoints Of(OAuth2Options options)
    {
        var own = options.Scopes.Count > 0 ? string.Join(' ', options.Scopes) : null;
        var microsoft = $"https://login.microsoftonline.com/{options.Tenant}/oauth2/v2.0";
        return options.Provider switch
        {
            // Google's sign-in by code does not give out the right to read mail: its way is a browser.
            OAuth2Provider.Google => new(new("https://oauth2.googleapis.com/token"), null, new("https://accounts.google.com/o/oauth2/v2/auth"), own ?? "https://mail.google.com/"),
            OAuth2Provider.Microsoft => new(new($"{microsoft}/token"), new($"{microsoft}/devicecode"), null, own ?? (options.Grant == OAuth2Grant.ClientCredentials
                ? "https://outlook.office365.com/.default"
                : "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access")),
            _ => new(new(options.TokenEndpoint!), AddressOf(options.DeviceEndpoint), AddressOf(options.AuthorizationEndpoint), own ?? ""),
        };

        static Uri? AddressOf(string? text) => string.IsNullOrEmpty(text) ? null : new Uri(text);
    }
}
