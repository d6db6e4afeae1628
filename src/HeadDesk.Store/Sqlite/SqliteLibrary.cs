using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace HeadDesk.Store.Sqlite;

/// <summary>Which native SQLite a process uses.</summary>
public enum SqliteLibraryChoice
{
    /// <summary>The system's where it is fit and newer than the bundled one, else the bundled one.</summary>
    Newer,

    /// <summary>The one in the package.</summary>
    Bundled,
}

/// <summary>Loads the native SQLite once per process; the first choice holds.</summary>
/// <remarks>
/// The package brings 3.35.5 of 2021. A distribution's libsqlite3 gets its security fixes, so that one is taken where it is newer
/// and was built with what the store needs. Two copies of SQLite in a process must never open the same file (closing one drops the
/// POSIX locks of the other), which is why the choice is made once, below the provider, and for everybody.
/// </remarks>
public static class SqliteLibrary
{
    // sqlite3_libversion_number() of SQLitePCLRaw.lib.e_sqlite3 2.0.6.
    private const int BundledVersion = 3_035_005;

    // A major 4 would be another file format and another ABI.
    private const int EndOfKnownVersions = 4_000_000;

    private static readonly Lock Gate = new();
    private static nint _system;
    private static bool _loaded;

    /// <summary>Version and origin, e.g. <c>3.40.1 (system)</c>; for the log and <c>headdesk check</c>.</summary>
    public static string Description
    {
        get
        {
            Load(SqliteLibraryChoice.Newer);
            return $"{raw.sqlite3_libversion().utf8_to_string()} ({(_system == 0 ? "bundled" : "system")})";
        }
    }

    internal static void Load(SqliteLibraryChoice choice)
    {
        lock (Gate)
        {
            if (_loaded)
            {
                return;
            }

            if (choice == SqliteLibraryChoice.Newer && OperatingSystem.IsLinux() && TryOpenSystem(out var system))
            {
                UseSystem(system);
            }

            raw.SetProvider(new SQLite3Provider_e_sqlite3());
            // No session is ever used by two threads at once, and nobody reads SQLite's own memory statistics: neither needs its
            // mutexes. Refused (and harmless) where SQLite runs already.
            _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
            _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
            _loaded = true;
        }
    }

    private static void UseSystem(nint system)
    {
        try
        {
            NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
            _system = system;
        }
        catch (InvalidOperationException)
        {
            // Somebody in this process has chosen already; theirs is the one copy there may be.
            NativeLibrary.Free(system);
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name == "e_sqlite3" ? _system : 0;

    private static unsafe bool TryOpenSystem(out nint library)
    {
        if (!NativeLibrary.TryLoad("libsqlite3.so.0", out library))
        {
            return false;
        }

        if (NativeLibrary.TryGetExport(library, "sqlite3_libversion_number", out var version)
            && NativeLibrary.TryGetExport(library, "sqlite3_threadsafe", out var threadSafe)
            && NativeLibrary.TryGetExport(library, "sqlite3_compileoption_used", out var option)
            // Microsoft.Data.Sqlite asks for these; SQLite can be built without.
            && NativeLibrary.TryGetExport(library, "sqlite3_column_database_name", out _)
            && NativeLibrary.TryGetExport(library, "sqlite3_prepare_v3", out _)
            && ((delegate* unmanaged[Cdecl]<int>)version)() is > BundledVersion and < EndOfKnownVersions
            && ((delegate* unmanaged[Cdecl]<int>)threadSafe)() != 0
            && IsBuiltWith((delegate* unmanaged[Cdecl]<byte*, int>)option, "ENABLE_FTS5\0"u8))
        {
            return true;
        }

        NativeLibrary.Free(library);
        library = 0;
        return false;
    }

    private static unsafe bool IsBuiltWith(delegate* unmanaged[Cdecl]<byte*, int> optionUsed, ReadOnlySpan<byte> name)
    {
        fixed (byte* text = name)
        {
            return optionUsed(text) != 0;
        }
    }
}
