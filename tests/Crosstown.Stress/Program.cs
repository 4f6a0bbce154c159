using System.Globalization;
using Crosstown.Stress.Wire;

var scale = args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 1.0;
switch (args.FirstOrDefault())
{
    case "wire":
        return await WireStress.RunAsync(scale);
    default:
        await Console.Error.WriteLineAsync("usage: Crosstown.Stress wire [SCALE]   SCALE 1.0 is the full size");
        return 2;
}
