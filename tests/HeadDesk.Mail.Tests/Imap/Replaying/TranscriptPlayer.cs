using System.Globalization;
using System.Text;
using HeadDesk.Mail.Imap;
using HeadDesk.Mail.Net;

namespace HeadDesk.Mail.Tests.Imap.Replaying;

/// <summary>Does what the <c>!</c> lines of a transcript say and puts what comes of it into words.</summary>
internal sealed class TranscriptPlayer(Stream server, ImapOptions options) : IAsyncDisposable
{
    private readonly List<string> updates = [];
    private ImapClient? client;

    public static MailEndpoint Endpoint { get; } = new("mail.example.com", 143, ConnectionSecurity.None);

    private ImapClient Client => client ?? throw new InvalidDataException("a transcript begins with '! connect'");

    public async Task<IReadOnlyList<string>> DoAsync(string action, CancellationToken cancellationToken)
    {
        try
        {
            return [.. await RunAsync(Words(action), cancellationToken)];
        }
        catch (MailCommandException refused)
        {
            return [$"refused {refused.Status} {refused.Text}".TrimEnd()];
        }
        catch (MailProtocolException lost)
        {
            return [$"lost {lost.Failure}: {lost.Message}"];
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (client is not null)
        {
            await client.DisposeAsync();
        }
    }

    private async Task<IEnumerable<string>> RunAsync(string[] words, CancellationToken cancellationToken)
    {
        switch (words)
        {
            case ["connect", .. var how]:
                var security = how is ["starttls"] ? ConnectionSecurity.StartTls : ConnectionSecurity.None;
                client = await ImapClient.OpenAsync(new MailConnection(server, Endpoint, options.Connection), security, options, cancellationToken);
                client.OnUpdate = update => { lock (updates) { updates.Add(Tell(update)); } };
                return [client.IsAuthenticated ? "preauthenticated" : "connected"];
            case ["login", var user, var password]:
                await Client.AuthenticateAsync(user, password, cancellationToken);
                return ["ok"];
            case ["list", var pattern]:
                return (await Client.ListWithStatusAsync(pattern, cancellationToken)).Select(Tell);
            case ["statuses", .. var mailboxes]:
                return (await Client.StatusOfAsync(mailboxes, cancellationToken)).OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key} {Tell(s.Value)}");
            case ["notify", .. var mailboxes]:
                await Client.NotifyAsync(mailboxes, cancellationToken);
                return [$"notified {Client.IsNotified}"];
            case ["notified"]:
                return [$"notified {Client.IsNotified}"];
            case ["status", var mailbox]:
                return [Tell(await Client.StatusAsync(mailbox, cancellationToken))];
            case ["quota", var mailbox]:
                return (await Client.QuotaAsync(mailbox, cancellationToken)).Select(q => $"{q.Root} {q.Resource} {q.Usage}/{q.Limit}");
            case ["namespaces"]:
                return (await Client.PersonalNamespacesAsync(cancellationToken)).Select(n => $"'{n.Prefix}' {n.Delimiter?.ToString() ?? "flat"}");
            case ["select", var mailbox]:
                return [Tell(await Client.SelectAsync(mailbox, cancellationToken))];
            case ["examine", var mailbox]:
                return [Tell(await Client.ExamineAsync(mailbox, cancellationToken))];
            case ["search", .. var what]:
                return [(await Client.SearchAsync(Query(what), cancellationToken)).ToString()];
            case ["fetch", var set, var items]:
                return Tell(await Client.FetchAsync(UidSet.TryParse(set)!, Items(items), cancellationToken));
            case ["store", var set, var sign, .. var flags]:
                await Client.StoreFlagsAsync(UidSet.TryParse(set)!, sign == "+" ? FlagChange.Add : FlagChange.Remove, Flags(flags), cancellationToken);
                return ["ok"];
            case ["move", var set, var destination]:
                return [Tell(await Client.MoveAsync(UidSet.TryParse(set)!, destination, cancellationToken))];
            case ["append", var mailbox, var text]:
                var message = Encoding.UTF8.GetBytes(text.Replace("\\n", "\r\n", StringComparison.Ordinal));
                var where = await Client.AppendAsync(
                    mailbox, MessageFlags.Seen, new DateTimeOffset(2026, 11, 5, 9, 8, 7, TimeSpan.FromHours(1)), new MemoryStream(message), message.Length, cancellationToken);
                return [$"{where.UidValidity} {where.Uid}"];
            case ["create", var mailbox]:
                await Client.CreateAsync(mailbox, cancellationToken);
                return ["ok"];
            case ["subscribe", var mailbox]:
                await Client.SubscribeAsync(mailbox, cancellationToken);
                return ["ok"];
            case ["noop"]:
                await Client.NoopAsync(cancellationToken);
                return ["ok"];
            case ["idle"]:
                return [(await Client.IdleAsync(TimeSpan.FromSeconds(10), cancellationToken)).ToString()];
            case ["updates"]:
                lock (updates)
                {
                    return [.. updates];
                }

            case ["logout"]:
                await Client.LogoutAsync(cancellationToken);
                return ["ok"];
            default:
                throw new InvalidDataException($"no action of a transcript: {string.Join(' ', words)}");
        }
    }

    private static SearchQuery Query(string[] what) => what switch
    {
        ["all"] => SearchQuery.All,
        ["id", var id] => SearchQuery.All.Header("Message-ID", id),
        ["subject", var text] => SearchQuery.All.Subject(text),
        ["new", var first] => SearchQuery.All.Uids(UidSet.From(uint.Parse(first, CultureInfo.InvariantCulture))).Undeleted(),
        _ => throw new InvalidDataException($"no search of a transcript: {string.Join(' ', what)}"),
    };

    private static FetchItems Items(string name) => name switch
    {
        "message" => FetchItems.Message,
        "overview" => FetchItems.Overview,
        "flags" => new FetchItems { Flags = true, ModSeq = true },
        "id" => new FetchItems { Size = true, HeaderFields = ["Message-ID"] },
        "structure" => new FetchItems { Structure = true },
        _ => throw new InvalidDataException($"no items of a transcript: {name}"),
    };

    private static MessageFlags Flags(string[] words) => MessageFlags.Of(
        words.Where(word => word[0] == '\\').Aggregate(SystemFlags.None, (all, word) => all | Enum.Parse<SystemFlags>(word[1..])),
        [.. words.Where(word => word[0] != '\\')]);

    private static string Tell(MailboxEntry entry) =>
        $"{entry.Name} {entry.Delimiter?.ToString() ?? "flat"} {entry.SpecialUse} {(entry.Status is null ? "-" : Tell(entry.Status))}";

    private static string Tell(MailboxStatus status) =>
        $"messages={status.Messages} next={status.UidNext} validity={status.UidValidity} unseen={status.Unseen} modseq={status.HighestModSeq}";

    private static string Tell(SelectedMailbox mailbox) => string.Create(
        CultureInfo.InvariantCulture,
        $"{mailbox.Name} exists={mailbox.Exists} validity={mailbox.UidValidity} next={mailbox.UidNext} modseq={mailbox.HighestModSeq} {(mailbox.IsReadOnly ? "read-only" : "read-write")}");

    private static string Tell(MoveResult moved) =>
        $"{moved.Outcome} {moved.UidValidity} {(moved.Map is null ? "unknown" : string.Join(' ', moved.Map.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}>{pair.Value}")))}".TrimEnd()
        + (moved.Refusal is null ? "" : $" but {moved.Refusal.Code}");

    private static string Tell(ImapUpdate update) => update switch
    {
        ImapUpdate.Exists exists => $"exists {exists.Count}",
        ImapUpdate.Expunged expunged => $"expunged {expunged.Number}",
        ImapUpdate.Vanished vanished => $"vanished {vanished.Uids}",
        ImapUpdate.FlagsChanged changed => $"flags {changed.Number} {changed.Uid} {changed.Flags}",
        ImapUpdate.Alert alert => $"alert {alert.Text}",
        ImapUpdate.Bye bye => $"bye {bye.Text}",
        _ => throw new InvalidDataException(update.ToString()),
    };

    private static IEnumerable<string> Tell(FetchResult fetched) =>
        fetched.Messages.Select(Tell).Concat(fetched.Refusal is { } refusal ? [$"but {refusal.Code} {refusal.Text}"] : []);

    private static string Tell(FetchedMessage message)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{message.Uid}"));
        void Add(string? what) => text.Append(what is null ? "" : $" {what}");
        Add(message.Flags?.ToString());
        Add(message.InternalDate?.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
        Add(message.Size?.ToString(CultureInfo.InvariantCulture));
        Add(message.ModSeq is { } modSeq ? $"modseq={modSeq}" : null);
        Add(message.Structure is { } structure
            ? string.Join('|', structure.Flatten().Select(part => $"{part.Section}:{part.Type}/{part.Subtype}{(part.FileName is { } name ? $":{name}" : "")}"))
            : null);
        Add(Tell(message.Headers));
        Add(Tell(message.HeaderFields));
        Add(Tell(message.Body));
        return text.ToString();
    }

    private static string? Tell(FetchedContent? content) => content is not { } some ? null
        : some.IsOmitted ? $"[{some.Length} omitted]"
        : $"[{Encoding.UTF8.GetString(some.Memory.Span).Replace("\r\n", "\\n", StringComparison.Ordinal)}]";

    // words parted by spaces; one in double quotes may hold spaces
    private static string[] Words(string action) =>
        [.. action.Split('"').SelectMany((part, i) => i % 2 == 1 ? [part] : part.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
}
