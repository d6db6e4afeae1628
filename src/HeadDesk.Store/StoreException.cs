namespace HeadDesk.Store;

/// <summary>The store cannot do what was asked; the message is one plain line.</summary>
public sealed class StoreException : Exception
{
    private StoreException(string message, Exception? inner)
        : base(message, inner)
    {
    }

    public static StoreException CannotOpen(string what, string why, Exception? inner = null) => new($"cannot open the store {what}: {why}", inner);

    public static StoreException TooNew(string what, int found, int known) =>
        new($"the store {what} has schema version {found}, this program knows {known}: use the newer program", null);

    public static StoreException Full(string what, Exception inner) => new($"no space left for {what}", inner);

    public static StoreException Failed(string what, Exception inner) => new($"{what}: {inner.Message}", inner);

    public static StoreException Conflict(string what) => new(what, null);
}
