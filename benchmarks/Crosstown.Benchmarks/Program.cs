using System.Globalization;
using BenchmarkDotNet.Running;
using Crosstown.Benchmarks.Lag;
using Crosstown.Benchmarks.Load;
using Crosstown.Benchmarks.Micro;
using Crosstown.Benchmarks.Report;
using Crosstown.Benchmarks.Scale;
using Crosstown.Benchmarks.Servers;

var figures = new Figures();
if (args is ["--figures", var file, .. var command])
{
    var status = await RunAsync(command);
    figures.Append(file);
    return status;
}

return await RunAsync(args);

async Task<int> RunAsync(string[] words)
{
    switch (words)
    {
        case ["serve", var variant, var port]:
            await BenchmarkServer.RunAsync(variant, int.Parse(port, CultureInfo.InvariantCulture));
            return 0;
        case ["load", .. var rest]:
            var options = LoadOptions.Parse(rest);
            var table = new LoadTable(options, await new LoadBenchmark(options, Console.Error).RunAsync());
            Console.WriteLine(table.Render());
            if (!options.Http2)
                table.Report(figures);
            return 0;
        case ["lag", .. var rest]:
            var (launches, turns) = rest is [var l, var r] ? (int.Parse(l, CultureInfo.InvariantCulture), int.Parse(r, CultureInfo.InvariantCulture)) : (2, 3);
            Console.WriteLine(await new LagBenchmark(launches, turns, figures).RunAsync());
            return 0;
        case ["scale", .. var rest]:
            var (factor, times) = rest is [var f, var t] ? (double.Parse(f, CultureInfo.InvariantCulture), int.Parse(t, CultureInfo.InvariantCulture)) : (1.0, 5);
            Console.WriteLine(await new ScaleBenchmark(factor, times, figures).RunAsync());
            return 0;
        case ["path", .. var rest]:
            Console.WriteLine(await PathMeasurement.RunAsync(rest is [var rounds] ? int.Parse(rounds, CultureInfo.InvariantCulture) : 31, figures));
            return 0;
        case ["http-path", .. var rest]:
            Console.WriteLine(await HttpPathMeasurement.RunAsync(rest is [var repeats, ..] ? int.Parse(repeats, CultureInfo.InvariantCulture) : 60, [.. rest.Skip(1)]));
            return 0;
        case ["micro", .. var rest]:
            BenchmarkSwitcher.FromAssembly(typeof(LoadOptions).Assembly).Run(rest.Length == 0 ? ["--filter", "*"] : rest);
            return 0;
        case ["aims", var path]:
            Console.WriteLine(Aims.Render(Figures.Read(path)));
            return 0;
        default:
            Console.Error.WriteLine("""
                load [--launches N] [--rounds N] [--seconds S] [--warm-up N] [--http2] [VARIANT...]
                                                                         wrk or h2load against each server, between slices of the plain one
                lag [LAUNCHES ROUNDS]                                    from a response's last byte, as its client sees it, to the first start
                scale [FACTOR ROUNDS]                                    cost as pending deferrals and pools grow
                path [ROUNDS]                                            a request's CPU, bytes and thread sleeps without HTTP
                http-path [ROUNDS [VARIANT...]]                          a request's CPU and bytes over Kestrel without a kernel
                micro [BenchmarkDotNet's arguments]
                aims FILE                                                the table of aims; each of the above adds its figures with --figures FILE before its name
                serve VARIANT PORT                                       one server, until standard input closes
                """);
            return 2;
    }
}
