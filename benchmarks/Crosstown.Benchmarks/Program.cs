using System.Globalization;
using BenchmarkDotNet.Running;
using Crosstown.Benchmarks;
using Crosstown.Benchmarks.Load;
using Crosstown.Benchmarks.Micro;
using Crosstown.Benchmarks.Scale;
using Crosstown.Benchmarks.Servers;

switch (args)
{
    case ["serve", var variant, var port]:
        await BenchmarkServer.RunAsync(variant, int.Parse(port, CultureInfo.InvariantCulture));
        return 0;
    case ["load", .. var rest]:
        var options = LoadOptions.Parse(rest);
        Console.WriteLine(await new LoadBenchmark(options.Rounds, options.Seconds, options.Http2).RunAsync(options.Variants, Console.Error));
        return 0;
    case ["scale", .. var rest]:
        Console.WriteLine(await ScaleBenchmark.RunAsync(rest is [var factor] ? double.Parse(factor, CultureInfo.InvariantCulture) : 1.0));
        return 0;
    case ["path", .. var rest]:
        Console.WriteLine(await PathMeasurement.RunAsync(rest is [var rounds] ? int.Parse(rounds, CultureInfo.InvariantCulture) : 5));
        return 0;
    case ["micro", .. var rest]:
        BenchmarkSwitcher.FromAssembly(typeof(LoadOptions).Assembly).Run(rest.Length == 0 ? ["--filter", "*"] : rest);
        return 0;
    default:
        Console.Error.WriteLine("""
            load [--rounds N] [--seconds S] [--http2] [VARIANT...]   wrk or h2load against each server, interleaved
            scale [FACTOR]                                           cost as pending deferrals and pools grow
            path [ROUNDS]                                            a request's CPU, bytes and thread sleeps without HTTP
            micro [BenchmarkDotNet's arguments]
            serve VARIANT PORT                                       one server, until standard input closes
            """);
        return 2;
}
