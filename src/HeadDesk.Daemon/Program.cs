using HeadDesk.Daemon.Cli;

return await CommandLine.RunAsync(args);
