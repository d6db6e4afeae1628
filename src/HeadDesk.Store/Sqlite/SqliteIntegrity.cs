using Dapper;

namespace HeadDesk.Store.Sqlite;

/// <summary>What SQLite itself finds wrong with a database.</summary>
internal static class SqliteIntegrity
{
    public static List<string> Check(SqliteSession session, int most)
    {
        var findings = new List<string>();
        foreach (var line in session.Connection.Query<string>($"PRAGMA integrity_check({most})").Where(l => l != "ok"))
        {
            findings.Add("database: " + line.ReplaceLineEndings(" "));
        }

        foreach (var (table, rows) in session.Connection.Query<(string, long)>("SELECT \"table\", count(*) FROM pragma_foreign_key_check GROUP BY 1"))
        {
            findings.Add($"database: {rows} rows of {table} refer to what is not there");
        }

        return findings;
    }
}
