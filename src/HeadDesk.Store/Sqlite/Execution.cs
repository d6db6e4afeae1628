using System.Buffers;
using System.Text;
using SQLitePCL;

namespace HeadDesk.Store.Sqlite;

/// <summary>One run of a statement: parameters in their order, then rows. Columns count from 0.</summary>
internal readonly ref struct Execution(Statement statement, sqlite3_stmt handle)
{
    private const int Sha256Octets = 32;

    public void Add(long value) => statement.Check(raw.sqlite3_bind_int64(handle, statement.NextParameter(), value));

    public void Add(long? value)
    {
        if (value is { } number)
        {
            Add(number);
        }
        else
        {
            AddNull();
        }
    }

    public void Add(DateTimeOffset value) => Add(value.ToUnixTimeMilliseconds());

    public void Add(DateTimeOffset? value) => Add(value?.ToUnixTimeMilliseconds());

    public void Add(string? value)
    {
        if (value is null)
        {
            AddNull();
            return;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(value.Length));
        // Lone surrogates from a stranger become U+FFFD.
        AddText(buffer.AsSpan(0, Encoding.UTF8.GetBytes(value, buffer)));
        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <param name="utf8">UTF-8.</param>
    public void AddText(ReadOnlySpan<byte> utf8)
    {
        statement.Bound(utf8.Length);
        // An empty span would be a null pointer, which binds NULL.
        statement.Check(utf8.IsEmpty
            ? raw.sqlite3_bind_text(handle, statement.NextParameter(), "")
            : raw.sqlite3_bind_text(handle, statement.NextParameter(), utf8));
    }

    public void AddBlob(ReadOnlySpan<byte> value)
    {
        statement.Bound(value.Length);
        statement.Check(value.IsEmpty
            ? raw.sqlite3_bind_zeroblob(handle, statement.NextParameter(), 0)
            : raw.sqlite3_bind_blob(handle, statement.NextParameter(), value));
    }

    /// <summary>A digest: 32 octets where it is the lower-case hex of so many, which halves the index; else as it is.</summary>
    public void AddDigest(string? hex)
    {
        Span<byte> octets = stackalloc byte[Sha256Octets];
        if (hex is { Length: 2 * Sha256Octets }
            && !hex.AsSpan().ContainsAnyInRange('A', 'F')
            && Convert.FromHexString(hex, octets, out _, out _) == OperationStatus.Done)
        {
            AddBlob(octets);
        }
        else
        {
            Add(hex);
        }
    }

    public bool Step() => statement.Step(handle);

    /// <summary>Runs to the end.</summary>
    /// <returns>How many rows were changed.</returns>
    public int Run()
    {
        while (statement.Step(handle))
        {
            // A statement that changes rows has none to give.
        }

        return statement.Changes();
    }

    /// <summary>The key of the row that this run inserted.</summary>
    public long LastId => statement.LastId();

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public long Int64(int column) => raw.sqlite3_column_int64(handle, column);

    public int Int32(int column) => checked((int)Int64(column));

    public int? Int32OrNull(int column) => IsNull(column) ? null : Int32(column);

    public bool Flag(int column) => Int64(column) != 0;

    public DateTimeOffset Time(int column) => DateTimeOffset.FromUnixTimeMilliseconds(Int64(column));

    public DateTimeOffset? TimeOrNull(int column) => IsNull(column) ? null : Time(column);

    /// <summary>The octets of a text or blob; valid until the next step.</summary>
    // sqlite3_column_text would end at the first NUL, which a stranger's text may hold.
    public ReadOnlySpan<byte> Octets(int column) => raw.sqlite3_column_blob(handle, column);

    public string Text(int column) => Encoding.UTF8.GetString(Octets(column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public string? Digest(int column) => raw.sqlite3_column_type(handle, column) switch
    {
        raw.SQLITE_NULL => null,
        raw.SQLITE_BLOB => Convert.ToHexStringLower(Octets(column)),
        _ => Text(column),
    };

    private void AddNull() => statement.Check(raw.sqlite3_bind_null(handle, statement.NextParameter()));

    public void Dispose() => statement.Reset(handle);
}
