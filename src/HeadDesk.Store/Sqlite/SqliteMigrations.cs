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

    /// <summary>
    /// Takes the missing steps, all in one transaction. A database with content is copied first, and the steps are tried on the copy: whatever
    /// fails, the database is as it was.
    /// </summary>
    /// <returns>The copy; null where none was needed.</returns>
    /// <exception cref="StoreException">A step failed, or there is no space; nothing was changed.</exception>
    public string? Run(SqliteSession session)
    {
        var found = (int)session.Scalar("PRAGMA user_version");
        Check(session, found);
        if (found == Newest)
        {
            return null;
        }

        var copy = found > 0 ? SchemaCopy.Make(session, found + 1, trial => Take(trial, found, keep: false)) : null;
        try
        {
            Take(session, found, keep: true);
        }
        catch (StoreException e) when (copy is not null)
        {
            throw StoreException.NotUpgraded(session.File, e);
        }

        return copy;
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

    private void Take(SqliteSession session, int found, bool keep)
    {
        // A step may rebuild a table that others refer to (sqlite.org/lang_altertable.html §7).
        session.Execute("PRAGMA foreign_keys = OFF");
        session.Execute("BEGIN IMMEDIATE");
        try
        {
            foreach (var step in steps.Where(s => s.Number > found))
            {
                session.Execute(step.Sql);
                if (session.Scalar("SELECT count(*) FROM pragma_foreign_key_check") > 0)
                {
                    throw StoreException.Damaged($"schema step {step.Name} would leave rows of {session.File} without what they refer to");
                }

                session.Execute($"PRAGMA user_version = {step.Number}");
            }

            if (found > 0 && SqliteIntegrity.Check(session, 1) is [var finding])
            {
                throw StoreException.Damaged(finding);
            }

            session.Execute(keep ? "COMMIT" : "ROLLBACK");
        }
        catch
        {
            session.Rollback();
            throw;
        }
        finally
        {
            session.Execute("PRAGMA foreign_keys = ON");
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
