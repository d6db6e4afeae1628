namespace HeadDesk.Store;

/// <summary>What kind of trouble the store is in, by what can be done about it.</summary>
public enum StoreFault
{
    /// <summary>Not there, not readable, of a newer version or in use: a person must act, trying again will not help.</summary>
    CannotOpen,

    /// <summary>The disk is full; goes on by itself once there is space.</summary>
    Full,

    /// <summary>Somebody else holds the file or the disk failed; trying again may help.</summary>
    Failed,

    /// <summary>What lies on the disk is not what was written.</summary>
    Damaged,

    /// <summary>Against a rule of the store, e.g. a second message with the same digest; the transaction goes on.</summary>
    Conflict,
}

/// <summary>The store cannot do what was asked; the message is one plain line.</summary>
public sealed class StoreException : Exception
{
    private StoreException(StoreFault fault, string message, Exception? inner)
        : base(message.ReplaceLineEndings(" "), inner) => Fault = fault;

    public StoreFault Fault { get; }

    /// <summary>An older version wrote it; the daemon brings it up to date when it starts.</summary>
    public bool IsOutdated { get; private init; }

    public static StoreException CannotOpen(string what, string why, Exception? inner = null) =>
        new(StoreFault.CannotOpen, $"cannot open the store {what}: {why}", inner);

    public static StoreException Outdated(string what) =>
        new(StoreFault.CannotOpen, $"cannot open the store {what}: it has not been brought up to date: start the daemon first", null) { IsOutdated = true };

    public static StoreException TooNew(string what, int found, int known) =>
        new(StoreFault.CannotOpen, $"the store {what} has schema version {found}, this program knows {known}: use the newer program", null);

    /// <param name="process">Its id; 0 where it is not known.</param>
    public static StoreException InUse(string directory, int process) =>
        new(
            StoreFault.CannotOpen,
            process > 0
                ? $"the data directory {directory} is in use by process {process}"
                : $"the data directory {directory} is in use by another process",
            null);

    /// <summary>Bringing the schema up to date failed and was taken back.</summary>
    public static StoreException NotUpgraded(string what, StoreException why) =>
        new(why.Fault, $"the store {what} was not brought up to date and is as it was: {why.Message}", why);

    public static StoreException Full(string what, Exception? inner) => new(StoreFault.Full, $"no space left for {what}", inner);

    public static StoreException Failed(string what, Exception inner) => new(StoreFault.Failed, $"{what}: {inner.Message}", inner);

    public static StoreException Damaged(string what, Exception? inner = null) => new(StoreFault.Damaged, what, inner);

    public static StoreException Conflict(string what, Exception? inner = null) => new(StoreFault.Conflict, what, inner);
}
