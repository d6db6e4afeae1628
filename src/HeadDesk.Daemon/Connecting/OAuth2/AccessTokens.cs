using System.Security.Cryptography;
using System.Text;
using HeadDesk.Daemon.Configuration;
using Microsoft.Extensions.Logging;

namespace HeadDesk.Daemon.Connecting.OAuth2;

/// <summary>
/// Gives out the access token, renewed before it ends. What is on record is read at each need, so a sign-in takes effect without a restart, and
/// processes that share the file do not renew it twice.
/// </summary>
internal sealed partial class AccessTokens(LoadedConfiguration configuration, TimeProvider time, ILogger logger) : IDisposable
{
    /// <summary>A sign-in that has ended stays so; the server is asked about it no more often than that.</summary>
    private static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(10);

    private readonly OAuth2Options _options = configuration.Options.Oauth2;
    private readonly OAuth2Endpoints _endpoints = OAuth2Endpoints.Of(configuration.Options.Oauth2);
    private readonly TokenFile _file = new(FileOf(configuration), time);
    private readonly TokenServer _server = new(time);
    private readonly SemaphoreSlim _turn = new(1, 1);
    private TokenSet? _unsaved;
    private string? _renewed;
    private (TokenSet? Of, SignInException Why, DateTimeOffset Until)? _ended;

    public static string FileOf(LoadedConfiguration configuration) =>
        configuration.Options.Oauth2.TokenFile is { Length: > 0 } file ? configuration.PathOf(file) : Path.Combine(configuration.DataDirectory, "oauth2.token");

    /// <exception cref="SignInException">There is none to be had.</exception>
    public Task<string> GetAsync(CancellationToken cancellationToken) => ObtainAsync(null, cancellationToken);

    /// <summary>Another one in place of one that a mail server refused; null where a new one was refused already and the token is not what is wrong.</summary>
    /// <exception cref="SignInException">There is none to be had.</exception>
    public async Task<string?> RenewAsync(string refused, CancellationToken cancellationToken)
    {
        if (refused == Volatile.Read(ref _renewed))
        {
            return null;
        }

        LogRefused();
        var token = await ObtainAsync(refused, cancellationToken);
        Volatile.Write(ref _renewed, token);
        return token == refused ? null : token;
    }

    /// <summary>Renews the token when its time has come, whether or not somebody needs it now.</summary>
    /// <returns>Why only a person can help; null when all is well. The key names the sign-in without showing it.</returns>
    /// <exception cref="SignInException">There is no token for another reason.</exception>
    public async Task<(string Key, SignInException Why)?> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await GetAsync(cancellationToken);
        }
        catch (SignInException e) when (e.NeedsPerson)
        {
            return (KeyOf(Known()), e);
        }

        // A token that is good by the clock may have been taken back, and nothing else be given for it.
        return _ended is { } ended && ended.Of == Known() ? (KeyOf(ended.Of), ended.Why) : null;
    }

    /// <summary>What a person's sign-in brought.</summary>
    public async Task KeepAsync(TokenSet tokens, CancellationToken cancellationToken)
    {
        using var turn = await _file.TakeTurnAsync(cancellationToken);
        _file.Write(tokens);
    }

    public void Dispose() => _turn.Dispose();

    private async Task<string> ObtainAsync(string? refused, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_unsaved is { } unsaved)
            {
                Save(unsaved);
            }

            if (Usable(Known(), refused) is { } token)
            {
                return token;
            }

            using var turn = await _file.TakeTurnAsync(cancellationToken);
            var known = Known(); // Another process may have been quicker.
            return Usable(known, refused) ?? (await FetchAsync(known, cancellationToken)).AccessToken!;
        }
        finally
        {
            _turn.Release();
        }
    }

    private static string KeyOf(TokenSet? tokens) =>
        tokens?.RefreshToken is { } token ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)))[..16] : "none";

    private TokenSet? Known() => _unsaved ?? _file.Read();

    private string? Usable(TokenSet? tokens, string? refused) =>
        tokens is not null && tokens.Issuer == Issuer && tokens.AccessToken is { } token && token != refused && time.GetUtcNow() < tokens.RenewFrom ? token : null;

    private async Task<TokenSet> FetchAsync(TokenSet? known, CancellationToken cancellationToken)
    {
        if (_ended is { } ended && ended.Of == known && time.GetUtcNow() < ended.Until)
        {
            throw ended.Why;
        }

        try
        {
            var tokens = await _server.GetTokensAsync(_endpoints.Token, _options.ClientId!, Form(known), _options.Grant == OAuth2Grant.RefreshToken ? known?.RefreshToken : null, cancellationToken);
            _ended = null;
            Save(tokens);
            LogRenewed(tokens.Expires);
            return tokens;
        }
        catch (SignInException e) when (e.NeedsPerson)
        {
            _ended = (known, e, time.GetUtcNow() + AskAgain);
            _unsaved = null; // From now on only what a person brings counts.
            throw;
        }
    }

    private Dictionary<string, string> Form(TokenSet? known)
    {
        if (_options.Grant == OAuth2Grant.ClientCredentials)
        {
            var form = Form(configuration, ("grant_type", "client_credentials"));
            return _endpoints.Scope.Length == 0 ? form : new(form) { ["scope"] = _endpoints.Scope };
        }

        var refresh = known switch
        {
            null => throw SignInException.NotSignedIn(_file.Path),
            { RefreshToken: null } => throw SignInException.NotSignedIn(_file.Path),
            _ when known.Issuer != Issuer => throw SignInException.OfAnother(_file.Path),
            _ => known.RefreshToken,
        };
        return Form(configuration, ("grant_type", "refresh_token"), ("refresh_token", refresh));
    }

    /// <summary>The fields, with those that say which program is asking.</summary>
    /// <exception cref="IOException">The file with the secret cannot be read.</exception>
    public static Dictionary<string, string> Form(LoadedConfiguration configuration, params (string Name, string Value)[] fields)
    {
        var options = configuration.Options.Oauth2;
        var form = fields.ToDictionary(f => f.Name, f => f.Value);
        form["client_id"] = options.ClientId!;
        if (options.ClientSecretFile is { Length: > 0 } file)
        {
            form["client_secret"] = SecretFile.Read(file, configuration.Directory);
        }

        return form;
    }

    private string Issuer => TokenSet.IssuerOf(_endpoints.Token, _options.ClientId!);

    // The server may have taken the old refresh token back already: what cannot be written is kept here and tried again at the next need.
    private void Save(TokenSet tokens)
    {
        try
        {
            _file.Write(tokens);
            _unsaved = null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _unsaved = tokens;
            LogUnsaved(_file.Path, e.Message);
        }
    }

    [LoggerMessage(EventId = 1301, Level = LogLevel.Information, Message = "OAuth2: a new access token, good until {Until:u}")]
    private partial void LogRenewed(DateTimeOffset until);

    [LoggerMessage(EventId = 1302, Level = LogLevel.Debug, Message = "OAuth2: the mail server refused the access token; asking for another one")]
    private partial void LogRefused();

    [LoggerMessage(EventId = 1303, Level = LogLevel.Error, Message = "OAuth2: the new tokens cannot be written to {File} ({Reason}); they are kept in memory until they can, a stop meanwhile would need a new sign-in")]
    private partial void LogUnsaved(string file, string reason);
}
