namespace HeadDesk.Benchmarks; internal static class Program { private static void Main() { } }
