using System.Globalization;
using System.Text.RegularExpressions;
using HeadDesk.MailServers.Mailboxes;

namespace HeadDesk.MailServers.People;

/// <summary>
/// Somebody at a mail client: moves, copies, flags and files messages over IMAP. Folder names are written with '/'
/// between levels whatever the server's separator is.
/// </summary>
public sealed partial class Person : IAsyncDisposable
{
    private readonly ImapLines _imap;
    private readonly MailServerOptions _options;

    private Person(ImapLines imap, MailServerOptions options)
    {
        _imap = imap;
        _options = options;
    }

    public static Task<Person> SignInAsync(MailServerSet servers, MailAccount account, CancellationToken cancellationToken) =>
        SignInAsync(servers.ImapPort, account.Address, account.Password, servers.Options, cancellationToken);

    /// <param name="names">How the server names folders.</param>
    internal static async Task<Person> SignInAsync(int port, string user, string password, MailServerOptions names, CancellationToken cancellationToken)
    {
        ImapLines imap = await ImapLines.OpenAsync(port, cancellationToken);
        await imap.CommandAsync($"LOGIN {Quoted(user)} {Quoted(password)}", cancellationToken);
        return new Person(imap, names);
    }

    public async Task<IReadOnlyList<string>> FoldersAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<string> responses = await _imap.CommandAsync("LIST \"\" *", cancellationToken);
        // * LIST (\HasNoChildren) "/" "alice/Closed"
        return responses.Where(line => line.StartsWith("* LIST", StringComparison.Ordinal))
            .Select(line => Unnamed(ListedName().Match(line).Groups[1].Value.Trim('"')))
            .Order(StringComparer.Ordinal)
            .ToList();
    }

    public Task CreateFolderAsync(string folder, CancellationToken cancellationToken) =>
        _imap.CommandAsync($"CREATE {Named(folder)}", cancellationToken);

    public Task DeleteFolderAsync(string folder, CancellationToken cancellationToken) =>
        _imap.CommandAsync($"DELETE {Named(folder)}", cancellationToken);

    public Task RenameFolderAsync(string from, string to, CancellationToken cancellationToken) =>
        _imap.CommandAsync($"RENAME {Named(from)} {Named(to)}", cancellationToken);

    /// <summary>Drags the messages with this Message-ID from one folder to another, which must exist.</summary>
    public Task MoveAsync(string messageId, string from, string to, CancellationToken cancellationToken) =>
        OnMessageAsync(messageId, from, set => $"UID MOVE {set} {Named(to)}", cancellationToken);

    public Task CopyAsync(string messageId, string from, string to, CancellationToken cancellationToken) =>
        OnMessageAsync(messageId, from, set => $"UID COPY {set} {Named(to)}", cancellationToken);

    /// <summary>The same as a client does it whose server has no MOVE.</summary>
    public async Task MoveByCopyAsync(string messageId, string from, string to, CancellationToken cancellationToken)
    {
        string set = await FindAsync(messageId, from, cancellationToken);
        await _imap.CommandAsync($"UID COPY {set} {Named(to)}", cancellationToken);
        await _imap.CommandAsync($"UID STORE {set} +FLAGS.SILENT (\\Deleted)", cancellationToken);
        await _imap.CommandAsync($"UID EXPUNGE {set}", cancellationToken);
    }

    /// <summary>The Message-IDs of all that lies in a folder, without their angle brackets.</summary>
    public async Task<IReadOnlyList<string>> MessageIdsAsync(string folder, CancellationToken cancellationToken)
    {
        await _imap.CommandAsync($"EXAMINE {Named(folder)}", cancellationToken);
        IReadOnlyList<string> responses = await _imap.CommandAsync("UID FETCH 1:* (BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])", cancellationToken);
        return responses.Select(line => MessageId().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value).ToList();
    }

    /// <returns>Whether it was there to be moved: somebody else's hand, or the desk's, may be quicker.</returns>
    public Task<bool> TryMoveAsync(string messageId, string from, string to, CancellationToken cancellationToken) =>
        TryAsync(messageId, from, set => $"UID MOVE {set} {Named(to)}", cancellationToken);

    /// <inheritdoc cref="TryMoveAsync"/>
    public Task<bool> TryCopyAsync(string messageId, string from, string to, CancellationToken cancellationToken) =>
        TryAsync(messageId, from, set => $"UID COPY {set} {Named(to)}", cancellationToken);

    /// <summary>Adds flags, as "\Seen" or "\Flagged $Label1".</summary>
    public Task AddFlagsAsync(string messageId, string folder, string flags, CancellationToken cancellationToken) =>
        OnMessageAsync(messageId, folder, set => $"UID STORE {set} +FLAGS.SILENT ({flags})", cancellationToken);

    public async Task DeleteAsync(string messageId, string folder, CancellationToken cancellationToken)
    {
        await AddFlagsAsync(messageId, folder, "\\Deleted", cancellationToken);
        await _imap.CommandAsync("EXPUNGE", cancellationToken);
    }

    /// <summary>What a mail client does with the copy of a mail that it has sent.</summary>
    public Task AppendAsync(string folder, ReadOnlyMemory<byte> message, CancellationToken cancellationToken, string flags = "\\Seen") =>
        _imap.CommandAsync(
            string.Create(CultureInfo.InvariantCulture, $"APPEND {Named(folder)} ({flags}) {{{message.Length}}}"), cancellationToken, message);

    /// <summary>The flags as the server knows them: "\Seen", "\Answered", "$Label1".</summary>
    public async Task<IReadOnlySet<string>> FlagsAsync(string messageId, string folder, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> responses = await OnMessageAsync(messageId, folder, set => $"UID FETCH {set} (FLAGS)", cancellationToken);
        // * 1 FETCH (UID 7 FLAGS (\Seen \Flagged))
        string flags = responses.Select(line => FetchedFlags().Match(line)).First(match => match.Success).Groups[1].Value;
        return flags.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(flag => flag != "\\Recent").ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    public async Task<uint> UidValidityAsync(string folder, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> responses = await _imap.CommandAsync($"STATUS {Named(folder)} (UIDVALIDITY)", cancellationToken);
        return uint.Parse(responses.Select(line => Validity().Match(line)).First(match => match.Success).Groups[1].ValueSpan, CultureInfo.InvariantCulture);
    }

    /// <summary>Any other command, with its untagged responses.</summary>
    public Task<IReadOnlyList<string>> CommandAsync(string command, CancellationToken cancellationToken) =>
        _imap.CommandAsync(command, cancellationToken);

    public ValueTask DisposeAsync() => _imap.DisposeAsync();

    private async Task<IReadOnlyList<string>> OnMessageAsync(
        string messageId, string folder, Func<string, string> command, CancellationToken cancellationToken)
    {
        string set = await FindAsync(messageId, folder, cancellationToken);
        return set.Length > 0
            ? await _imap.CommandAsync(command(set), cancellationToken)
            : throw new InvalidOperationException($"no message {messageId} in {folder}");
    }

    // What was expunged since the search is passed over by the server; COPYUID says that something was left.   RFC 4315 §3
    private async Task<bool> TryAsync(string messageId, string folder, Func<string, string> command, CancellationToken cancellationToken)
    {
        string set = await FindAsync(messageId, folder, cancellationToken);
        try
        {
            return set.Length > 0
                && (await _imap.CommandAsync(command(set), cancellationToken)).Any(line => line.Contains("[COPYUID ", StringComparison.Ordinal));
        }
        catch (InvalidOperationException gone) when (gone.Message.Contains("[EXPUNGEISSUED]", StringComparison.Ordinal))
        {
            return false; // Somebody else got hold of it in the same instant. RFC 5530 §3
        }
    }

    private async Task<string> FindAsync(string messageId, string folder, CancellationToken cancellationToken)
    {
        await _imap.CommandAsync($"SELECT {Named(folder)}", cancellationToken);
        IReadOnlyList<string> found = await _imap.CommandAsync($"UID SEARCH HEADER Message-ID {Quoted(messageId)}", cancellationToken);
        return string.Join(',', found.First(line => line.StartsWith("* SEARCH", StringComparison.Ordinal))["* SEARCH".Length..]
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Quoted(string value) => $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private string Named(string folder) => folder == "INBOX"
        ? folder
        : Quoted(_options.NamespacePrefix + ModifiedUtf7.Encode(folder.Replace('/', _options.HierarchySeparator)));

    private string Unnamed(string name) =>
        ModifiedUtf7.Decode(name.StartsWith(_options.NamespacePrefix, StringComparison.Ordinal) ? name[_options.NamespacePrefix.Length..] : name)
            .Replace(_options.HierarchySeparator, '/');

    [GeneratedRegex("""^\* LIST \([^)]*\) (?:"[^"]*"|NIL) (.*)$""")]
    private static partial Regex ListedName();

    [GeneratedRegex("""FLAGS \(([^)]*)\)""")]
    private static partial Regex FetchedFlags();

    [GeneratedRegex("(?i)message-id:\\s*<([^>]*)>")]
    private static partial Regex MessageId();

    [GeneratedRegex("""UIDVALIDITY (\d+)""")]
    private static partial Regex Validity();
}
