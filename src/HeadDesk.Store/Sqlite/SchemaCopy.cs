using System.Globalization;
using HeadDesk.Store.Copying;
using Microsoft.Data.Sqlite;

namespace HeadDesk.Store.Sqlite;

/// <summary>The database as it is before its schema changes: a way back, and the place where the change is tried first.</summary>
internal static class SchemaCopy
{
    /// <param name="session">The database.</param>
    /// <param name="step">Number of the first step that will be taken.</param>
    /// <param name="rehearse">Takes all of them on the copy, and takes them back.</param>
    /// <returns>The copy: <c>headdesk.db.before-NNNN</c>. Whole under its name or not there.</returns>
    public static string Make(SqliteSession session, int step, Action<SqliteSession> rehearse)
    {
        var name = session.File + ".before-" + step.ToString("D4", CultureInfo.InvariantCulture);
        var unfinished = name + ".tmp";
        try
        {
            // The copy, and in the worst case every page anew in the log.
            CopyFaults.NeedSpace(Path.GetDirectoryName(Path.GetFullPath(name))!, 2 * session.Scalar("PRAGMA page_count") * session.Scalar("PRAGMA page_size"));
            DatabaseCopy.Write(session, unfinished, null, CancellationToken.None);
            using (var trial = SqliteSession.Open(unfinished, SqliteOpenMode.ReadWrite, new SqliteStoreOptions()))
            {
                rehearse(trial);
            }

            DurableFolder.SyncFile(unfinished);
            File.Move(unfinished, name, overwrite: true);
            DurableFolder.Sync(Path.GetDirectoryName(Path.GetFullPath(name))!);
            return name;
        }
        catch (StoreException e)
        {
            Drop(unfinished);
            throw StoreException.NotUpgraded(session.File, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Drop(unfinished);
            throw StoreException.NotUpgraded(session.File, CopyFaults.From(e, unfinished));
        }
    }

    private static void Drop(string unfinished)
    {
        foreach (var file in new[] { unfinished, unfinished + "-journal" })
        {
            File.Delete(file);
        }
    }
}
