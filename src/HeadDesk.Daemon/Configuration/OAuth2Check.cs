namespace HeadDesk.Daemon.Configuration;

/// <summary>Whether <c>oauth2</c> fits together, where a server asks for it.</summary>
internal static class OAuth2Check
{
    private static readonly string[] ManyTenants = [OAuth2Endpoints.AnyOrganisation, "common", "consumers"];

    public static IEnumerable<string> Check(LoadedConfiguration loaded)
    {
        var options = loaded.Options.Oauth2;
        var wanting = Wanting(loaded.Options);
        if (wanting is null)
        {
            return [];
        }

        return options.Provider is null
            ? [$"oauth2.provider: missing, wanted: google, microsoft or custom, since {wanting}.authentication is \"oauth2\""]
            : Users(loaded.Options).Concat(Client(options, loaded)).Concat(Endpoints(options)).Concat(Scopes(options));
    }

    private static string? Wanting(HeadDeskOptions options) =>
        options.Imap.Authentication == Authentication.Oauth2 ? "imap" : options.Smtp.Authentication == Authentication.Oauth2 ? "smtp" : null;

    private static IEnumerable<string> Users(HeadDeskOptions options)
    {
        if (options.Smtp.Authentication == Authentication.Oauth2 && string.IsNullOrEmpty(options.Smtp.User))
        {
            yield return "smtp.user: missing, wanted: the address whose mailbox the token opens, since smtp.authentication is \"oauth2\"";
        }
    }

    private static IEnumerable<string> Client(OAuth2Options options, LoadedConfiguration loaded)
    {
        if (string.IsNullOrWhiteSpace(options.ClientId))
        {
            yield return "oauth2.clientId: missing, wanted: the id of the program's registration with the provider";
        }

        if (options.ClientSecretFile is { Length: > 0 } file)
        {
            if (SecretFile.Fault(file, loaded.Directory) is { } fault)
            {
                yield return $"oauth2.clientSecretFile: {fault}";
            }
        }
        else if (options.Grant == OAuth2Grant.ClientCredentials)
        {
            yield return "oauth2.clientSecretFile: missing, wanted: a file with the registration's secret, since oauth2.grant is \"client-credentials\"";
        }

        if (options.Grant == OAuth2Grant.ClientCredentials && options.Provider == OAuth2Provider.Google)
        {
            yield return "oauth2.grant: \"client-credentials\" is wrong with google, wanted: \"refresh-token\"";
        }

        if (options.Tenant.Length == 0 || options.Tenant.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '-')))
        {
            yield return $"oauth2.tenant: \"{options.Tenant}\" is wrong, wanted: the organisation's number or domain, e.g. \"example.onmicrosoft.com\"";
        }
        else if (options is { Grant: OAuth2Grant.ClientCredentials, Provider: OAuth2Provider.Microsoft } && ManyTenants.Contains(options.Tenant))
        {
            yield return $"oauth2.tenant: \"{options.Tenant}\" is wrong with client-credentials, wanted: the organisation's number or domain";
        }
    }

    private static IEnumerable<string> Endpoints(OAuth2Options options)
    {
        foreach (var (key, address) in new[] { ("tokenEndpoint", options.TokenEndpoint), ("deviceEndpoint", options.DeviceEndpoint), ("authorizationEndpoint", options.AuthorizationEndpoint) })
        {
            if (string.IsNullOrEmpty(address))
            {
                if (options.Provider == OAuth2Provider.Custom && key == "tokenEndpoint")
                {
                    yield return "oauth2.tokenEndpoint: missing, wanted: the address that gives out tokens, since oauth2.provider is \"custom\"";
                }
            }
            else if (options.Provider != OAuth2Provider.Custom)
            {
                yield return $"oauth2.{key}: \"{address}\" is for the provider \"custom\" only; the addresses of {options.Provider!.Value.ToString().ToLowerInvariant()} are known";
            }
            else if (!IsSafe(address))
            {
                yield return $"oauth2.{key}: \"{address}\" is wrong, wanted: an https address (http on loopback only)";
            }
        }
    }

    // Secrets travel there.
    private static bool IsSafe(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri is { UserInfo.Length: 0, Fragment.Length: 0 }
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    // scope-token = 1*( %x21 / %x23-5B / %x5D-7E )   RFC 6749 §3.3
    private static IEnumerable<string> Scopes(OAuth2Options options) => options.Scopes
        .Where(s => s.Length == 0 || s.Any(c => c is < '!' or > '~' or '"' or '\\'))
        .Select(s => $"oauth2.scopes: \"{s}\" is wrong, wanted: a scope without blanks");
}
