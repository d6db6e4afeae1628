using BenchmarkDotNet.Attributes;
using HeadDesk.Daemon.Intake;
using HeadDesk.Mail.Mime;
using HeadDesk.Rules.Classification;

namespace HeadDesk.Benchmarks.Understanding;

/// <summary>One operation reads the whole set on one thread; <c>understanding</c> prints the same as MB/s and bytes a mail.</summary>
[MemoryDiagnoser]
public class UnderstandingBenchmarks
{
    private IReadOnlyList<ReadOnlyMemory<byte>> _mails = [];
    private List<IncomingMail> _incoming = [];

    [Params("generated", "corpora")]
    public string Set { get; set; } = "generated";

    [GlobalSetup]
    public void Setup()
    {
        _mails = Set == "generated" ? MailSets.Generated() : MailSets.Corpora();
        _incoming = [.. _mails.Select(m => IncomingMailReader.Read(MimeMessage.Parse(m), "d", DateTimeOffset.UnixEpoch, m.Length))];
    }

    [Benchmark(Baseline = true)]
    public object? Structure() => Each(Reading.Structure);

    [Benchmark]
    public object? Decoded() => Each(Reading.Decoded);

    [Benchmark]
    public object? View() => Each(Reading.View);

    [Benchmark]
    public object? Classify()
    {
        object? last = null;
        foreach (var mail in _incoming)
        {
            last = Reading.Classify(mail);
        }

        return last;
    }

    private object? Each(Func<ReadOnlyMemory<byte>, object> read)
    {
        object? last = null;
        foreach (var mail in _mails)
        {
            last = read(mail);
        }

        return last;
    }
}
