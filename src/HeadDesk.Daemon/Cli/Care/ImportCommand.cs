using System.CommandLine;
using HeadDesk.Daemon.Care;
using HeadDesk.Daemon.Care.Importing;
using HeadDesk.Daemon.Configuration;
using HeadDesk.Daemon.Output;

namespace HeadDesk.Daemon.Cli.Care;

/// <summary><c>headdesk import</c>: brings in mail from an mbox file or a Maildir, without a word to anybody.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var config = CommandLine.ConfigOption();
        var json = CommandLine.JsonOption();
        var source = new Argument<string>("source") { Description = "An mbox file, a Maildir, a folder of mbox or of .eml files, or one .eml file." };
        var command = new Command(
            "import",
            "Bring in mail, oldest first. Nobody is written to for it. Mail that is on record already is passed over, so an import that was cut short is simply repeated.\nStop the daemon first.\n\n"
            + "Example: headdesk import old-mail.mbox --config /etc/headdesk/headdesk.json") { source, config, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(source)!;
            await using var desk = await OfflineDesk.OpenAloneAsync(ConfigurationLoader.Load(parsed.GetValue(config)!.ToString()), TimeProvider.System, cancellationToken);
            var report = await LongWork.RunAsync("import", async progress =>
            {
                var plan = await ImportPlanner.PlanAsync(path, desk.Context.Now, cancellationToken);
                return await new Importer(desk).RunAsync(plan, progress, cancellationToken);
            });
            var counts = report.Counts;
            await using (var transaction = await desk.Store.BeginAsync(cancellationToken))
            {
                await transaction.AddAuditAsync(Operator.Did($"import: {counts.Taken} mails out of {path}, {counts.Known} were on record, {report.BrokenCount} could not be taken in"), cancellationToken);
                await transaction.CommitAsync(cancellationToken);
            }

            foreach (var line in report.Broken)
            {
                await Console.Error.WriteLineAsync(PlainText.Line($"headdesk: not taken in: {line}"));
            }

            await Console.Out.WriteLineAsync(parsed.GetValue(json)
                ? Json.Of(new { counts.Taken, counts.Known, leftOut = counts.Own, broken = report.BrokenCount })
                : $"{counts.Taken} mails taken in, {counts.Known} were on record already{(counts.Own > 0 ? $", {counts.Own} of the desk's own answer no ticket and were left out" : "")}{(report.BrokenCount > 0 ? $", {report.BrokenCount} could not be taken in" : "")}");
            return report.BrokenCount == 0 ? CommandLine.Done : CommandLine.Wrong;
        });
        return command;
    }
}
