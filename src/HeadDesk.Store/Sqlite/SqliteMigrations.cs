using System.Globalization;
using System.Reflection;

namespace HeadDesk.Store.Sqlite;

/// <summary>One numbered step of the schema, shipped as <c>Migrations/NNNN-what.sql</c>.</summary>
internal sealed record SqliteMigration(int Number, string Name, string Sql);

/// <summary>Brings a database up to date. Its version is <c>PRAGMA user_version</c>: the number of the last step taken.</summary>
internal sealed class SqliteMigrations(IReadOnlyList<SqliteMigration> steps)
{
    public static SqliteMigrations Shipped { get; } = new(Load());

    public int Newest => steps[^1].Number;

    /// <summary>Takes the missing steps, each in a transaction; a database with content is copied first.</summary>
    public void Run(SqliteSession session)
    {
        var found = (int)session.Scalar("PRAGMA user_version");
        Check(session, found);
        if (found == Newest)
        {
            return;
        }

        if (found > 0)
        {
            Copy(session, found);
        }

        // A step may rebuild a table that others refer to (sqlite.org/lang_altertable.html §7).
        session.Execute("PRAGMA foreign_keys = OFF");
        foreach (var step in steps.Where(s => s.Number > found))
        {
            Take(session, step);
        }

        session.Execute("PRAGMA foreign_keys = ON");
    }

    /// <summary>Refuses what this program cannot read: another version, or somebody else's database.</summary>
    public void CheckReadable(SqliteSession session)
    {
        var found = (int)session.Scalar("PRAGMA user_version");
        Check(session, found);
        if (found < Newest)
        {
            throw StoreException.Outdated(session.File);
        }
    }

    private void Check(SqliteSession session, int found)
    {
        if (found > Newest)
        {
            throw StoreException.TooNew(session.File, found, Newest);
        }

        if (found == 0 && session.Scalar("SELECT count(*) FROM sqlite_master") > 0)
        {
            throw StoreException.CannotOpen(session.File, "it is some other program's database");
        }
    }

    private static void Take(SqliteSession session, SqliteMigration step)
    {
        session.Execute("BEGIN IMMEDIATE");
        try
        {
            session.Execute(step.Sql);
            if (session.Scalar("SELECT count(*) FROM pragma_foreign_key_check") > 0)
            {
                throw StoreException.Damaged($"schema step {step.Name} would leave rows of {session.File} without what they refer to");
            }

            session.Execute($"PRAGMA user_version = {step.Number}");
            session.Execute("COMMIT");
        }
        catch
        {
            session.Rollback();
            throw;
        }
    }

    // Whole under its name or not there: written beside, synced, renamed.
    private static void Copy(SqliteSession session, int version)
    {
        var copy = $"{session.File}.v{version}";
        var unfinished = copy + ".tmp";
        try
        {
            File.Delete(unfinished);
            session.Execute($"VACUUM INTO '{unfinished.Replace("'", "''", StringComparison.Ordinal)}'");
            using (var file = new FileStream(unfinished, FileMode.Open, FileAccess.ReadWrite))
            {
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, copy, overwrite: true);
            DurableFolder.Sync(Path.GetDirectoryName(copy)!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw StoreException.Failed($"cannot copy {session.File} before changing its schema", e);
        }
    }

    internal static List<SqliteMigration> Load()
    {
        const string Folder = ".Migrations.";
        var assembly = Assembly.GetExecutingAssembly();
        var steps = new List<SqliteMigration>();
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal)))
        {
            var name = resource[(resource.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..];
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            steps.Add(new SqliteMigration(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name, reader.ReadToEnd()));
        }

        return [.. steps.OrderBy(s => s.Number)];
    }
}
