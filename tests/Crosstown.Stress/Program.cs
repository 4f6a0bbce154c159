using System.Globalization;
using Crosstown.Stress.Soak;
using Crosstown.Stress.Wire;

var scale = args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 1.0;
switch (args.FirstOrDefault())
{
    case "wire":
        return await WireStress.RunAsync(scale);
    case "soak":
        return await SoakRun.RunAsync(scale, args.Length > 2 ? long.Parse(args[2], CultureInfo.InvariantCulture) : null);
    default:
        await Console.Error.WriteLineAsync("usage: Crosstown.Stress wire [SCALE] | soak [SCALE [SEED]]   SCALE 1.0 is the full size");
        return 2;
}
