namespace HeadDesk.Daemon.Tests.Sending.Templates;

/// <summary>Rows of a theory from pairs and triples.</summary>
internal static class Rows
{
    public static TheoryData<A, B> Of<A, B>(IEnumerable<(A, B)> rows)
    {
        var data = new TheoryData<A, B>();
        foreach (var (a, b) in rows)
        {
            data.Add(a, b);
        }

        return data;
    }

    public static TheoryData<A, B, C> Of<A, B, C>(IEnumerable<(A, B, C)> rows)
    {
        var data = new TheoryData<A, B, C>();
        foreach (var (a, b, c) in rows)
        {
            data.Add(a, b, c);
        }

        return data;
    }
}
