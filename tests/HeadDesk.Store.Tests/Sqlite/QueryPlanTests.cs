using System.Reflection;
using Dapper;
using HeadDesk.Store.Sqlite;
using HeadDesk.Store.Sqlite.Ledgers;

namespace HeadDesk.Store.Tests.Sqlite;

/// <summary>No cost grows with history: shown by SQLite's plans and by the steps of its machine, not by a clock.</summary>
public sealed class QueryPlanTests : IAsyncLifetime
{
    private const int ManyTickets = 100_000;
    private readonly TemporaryFolder _folder = new();
    private DataDirectory _directory = null!;
    private SqliteStore _store = null!;

    private SqliteSession Session => _store.Writer!.Session;

    /// <summary>Every statement of every ledger, found by itself.</summary>
    public static TheoryData<string, string> Statements()
    {
        var data = new TheoryData<string, string>();
        foreach (var type in typeof(MessageLedger).Assembly.GetTypes().Where(t => t.Namespace == typeof(MessageLedger).Namespace))
        {
            foreach (var field in type.GetFields(BindingFlags.NonPublic | BindingFlags.Static).Where(f => f is { IsLiteral: true, IsAssembly: true }))
            {
                if (field.Name.EndsWith("Sql", StringComparison.Ordinal))
                {
                    data.Add($"{type.Name}.{field.Name}", (string)field.GetRawConstantValue()!);
                }
            }
        }

        return data;
    }

    public async Task InitializeAsync()
    {
        _directory = DataDirectory.OpenForWriting(_folder.Path);
        _store = await SqliteStore.OpenAsync(_directory, new SqliteStoreOptions(), CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        _directory.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Statements_AreFound() => Assert.InRange(Statements().Count, 40, 200);

    [Theory, MemberData(nameof(Statements))]
    public void Statement_NeitherScansATableNorSorts(string name, string sql)
    {
        var plan = Plan(sql);

        // A scan over a subquery walks only what the subquery's own search gave.
        Assert.DoesNotContain(plan, line => line.StartsWith("SCAN", StringComparison.Ordinal) && !line.Contains("SUBQUERY", StringComparison.OrdinalIgnoreCase)
            && !line.Contains("CONSTANT ROW", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.Contains("USE TEMP B-TREE", StringComparison.Ordinal));
        Assert.NotEmpty(name);
    }

    [Fact]
    public void PlanOfAScan_IsRecognised() => Assert.Contains(Plan("SELECT * FROM ticket WHERE subject = ?"), l => l.StartsWith("SCAN", StringComparison.Ordinal));

    [Fact]
    public void ForeignKeys_HaveAnIndexOnTheirSideOrReferToDesks()
    {
        // SQLite looks for children of a new parent while a deferred key is open; no plan shows that search.
        var keys = Session.Connection.Query<(string Child, string Parent, string Columns)>(
            """
            SELECT m.name, f."table", group_concat(f."from", ',') FROM sqlite_master m, pragma_foreign_key_list(m.name) f
            WHERE m.type = 'table' GROUP BY m.name, f.id, f."table"
            """).Where(k => k.Parent != "desk").ToList();
        var indexes = Session.Connection.Query<(string Table, string Columns)>(
            """
            SELECT m.name, (SELECT group_concat(i.name, ',') FROM pragma_index_info(l.name) i) || ','
            FROM sqlite_master m, pragma_index_list(m.name) l WHERE m.type = 'table' AND l.partial = 0
            UNION ALL SELECT 'outbox_content', 'outbox,'
            """).ToLookup(i => i.Table, i => i.Columns);

        Assert.NotEmpty(keys);
        Assert.All(keys, k => Assert.Contains(indexes[k.Child], columns => columns.StartsWith(k.Columns + ",", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task HundredThousandTickets_CostABatchNoMoreSteps()
    {
        var desk = await _store.OpenDeskAsync("main", CancellationToken.None);
        await BatchAsync(desk, "warm");
        var few = await StepsOfAsync(desk, "few");
        Fill();

        var many = await StepsOfAsync(desk, "many");

        Assert.InRange(few, 1_000, 1_000_000);
        Assert.InRange(many, 1, few * 11 / 10);
    }

    private async Task<long> StepsOfAsync(IDeskStore desk, string name)
    {
        var before = Session.Steps;
        await BatchAsync(desk, name);
        return Session.Steps - before;
    }

    private static async Task BatchAsync(IDeskStore desk, string name)
    {
        var none = CancellationToken.None;
        await using var t = await desk.BeginAsync(none);
        for (uint i = 1; i <= 50; i++)
        {
            var place = Sample.Place(name, i);
            var message = Sample.Message($"{name}{i}");
            Assert.Null(await t.FindMessageAtAsync(place, none));
            Assert.Null(await t.FindMessageAsync(message.Digest, none));
            Assert.Null(await t.FindTicketByMessageIdsAsync([message.MessageId!, "unknown"], none));
            var number = await t.NextTicketNumberAsync(none);
            var id = await t.AddMessageAsync(message with { Ticket = number }, none);
            await t.AddLocationAsync(id, place, none);
            await t.IndexMessageIdsAsync(number, [message.MessageId!], none);
            await t.SaveTicketAsync(Sample.Ticket(number), none);
            await t.AddEntryAsync(number, Sample.Entry("text"), none);
            await t.CountNoticesToAsync(name + i, Now, Now, 5, none);
            await t.CountNoticesToAsync(name + i, number, Now, Now, 5, none);
            await t.CountNoticesAsync(Now, Now, none);
            await t.AddNoticeCountAsync(name + i, number, Now, none);
            await t.EnqueueAsync(Sample.Outgoing($"ack-{name}{i}"), none);
            await t.EnqueueFilingAsync(id, number, "alice", Now, none);
            await t.EnqueueTicketFilingAsync(number, "bob", [name], Now, none);
        }

        await t.CommitAsync(none);
    }

    private static DateTimeOffset Now => Sample.Now;

    private void Fill() => Session.Execute(
        $"""
        BEGIN;
        CREATE TEMP TABLE n AS WITH RECURSIVE c (i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM c WHERE i < {1000 + ManyTickets}) SELECT i FROM c;
        INSERT INTO ticket (desk, number, subject, status, assignee, requester_name, requester_address, priority, type, category, labels, incident,
            created, updated, status_since, due, merged_into, linked_to, language, messages)
        SELECT 1, i, 's', 'open', NULL, NULL, 'a@x', 2, NULL, NULL, NULL, 0, 0, 0, 0, NULL, NULL, NULL, NULL, 1 FROM n;
        INSERT INTO participant SELECT 1, i, 0, NULL, 'a@x', 'a@x' FROM n;
        INSERT INTO message (desk, digest, message_id, size, received_at, ticket, outcome) SELECT 1, 'd' || i, 'm' || i, 1, 0, i, 'done' FROM n;
        INSERT INTO location (desk, folder, uidvalidity, uid, message) SELECT 1, 'INBOX', 1, id, id FROM message WHERE ticket >= 1000;
        INSERT INTO entry (desk, ticket, kind, at, "by", via, text) SELECT 1, i, 'received', 0, 'a', 'mail', 't' FROM n;
        INSERT INTO thread SELECT 1, 'm' || i, i, 1 FROM n;
        INSERT INTO outbox (desk, ticket, kind, message_id, envelope_from, created, due, attempts, state) SELECT 1, i, 'k', 'o' || i, '', 0, 0, 0, 'sent' FROM n;
        INSERT INTO notice_sent SELECT 1, 'a' || i, 0, i, 1 FROM n;
        INSERT INTO blob SELECT 1, 'd' || i, 1, i, 1 FROM n;
        DROP TABLE n;
        COMMIT;
        """);

    private List<string> Plan(string sql) =>
        [.. Session.Connection.Query("EXPLAIN QUERY PLAN " + sql.Replace("?1", "1", StringComparison.Ordinal).Replace("?2", "2", StringComparison.Ordinal).Replace("?3", "3", StringComparison.Ordinal).Replace("?4", "4", StringComparison.Ordinal).Replace("?5", "5", StringComparison.Ordinal).Replace("?", "1", StringComparison.Ordinal))
            .Select(row => (string)row.detail)];
}
