using System.Text;

namespace HeadDesk.Mail.Mime.Headers;

/// <summary>One builder a thread for texts that are put together and then taken as a string.</summary>
internal static class Scratch
{
    private const int LargestKept = 16 * 1024;

    [ThreadStatic]
    private static StringBuilder? free;

    public static StringBuilder Take()
    {
        var builder = free ?? new StringBuilder(256);
        free = null;
        return builder;
    }

    /// <returns>What was built; the builder is not to be used any more.</returns>
    public static string Finish(StringBuilder builder)
    {
        var text = builder.ToString();
        if (builder.Capacity <= LargestKept)
        {
            free = builder.Clear();
        }

        return text;
    }
}
