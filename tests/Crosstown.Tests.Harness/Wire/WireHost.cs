using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Crosstown.Actors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Crosstown.Tests.Harness.Wire;

/// <summary>Kestrel on loopback with one clear and one TLS endpoint, HTTP/1.1 and HTTP/2 on each, and an answer of every kind.</summary>
internal sealed class WireHost : IAsyncDisposable
{
    private static readonly Lazy<X509Certificate2> Certificate = new(MakeCertificate);
    private readonly WebApplication _app;
    private readonly string _file;

    private WireHost(WebApplication app, WireProbe probe, string file) => (_app, Probe, _file) = (app, probe, file);

    public WireProbe Probe { get; }

    public LogRecorder Log { get; private set; } = null!;

    public int Http1Port { get; private set; }
    public int Http2Port { get; private set; }
    public int TlsPort { get; private set; }

    public IServiceProvider Services => _app.Services;

    public int Port(WireProtocol protocol) => protocol switch
    {
        WireProtocol.Http1 => Http1Port,
        WireProtocol.Http2 => Http2Port,
        _ => TlsPort,
    };

    public static async Task<WireHost> StartAsync(
        Action<WebApplicationBuilder>? configure = null,
        Action<WebApplication>? map = null,
        Action<KestrelServerOptions>? kestrel = null,
        WireLevel? level = WireLevel.Sent,
        bool defers = false)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        var log = new LogRecorder();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Limits.MinResponseDataRate = null;
            options.Limits.MinRequestBodyDataRate = null;
            options.Limits.MaxRequestBodySize = 1000;
            kestrel?.Invoke(options);
            options.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http1);
            options.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http2);
            options.Listen(IPAddress.Loopback, 0, static listen => listen.UseHttps(Certificate.Value));
        });
        builder.Services.AddResponseCompression(static options => options.EnableForHttps = true);
        builder.Services.Configure<GzipCompressionProviderOptions>(static options => options.Level = CompressionLevel.Fastest);
        builder.Services.AddOutputCache();
        configure?.Invoke(builder);
        if (level is { } wanted)
            builder.WebHost.UseCrosstownWire(wanted);
        if (defers)
            builder.Services.AddCrosstown().AddTrafficHandler<ProbeMessage.Handler>();
        var probe = new WireProbe(defers);
        var app = builder.Build();
        app.Use((context, next) => probe.InvokeAsync(context, () => next(context)));
        app.UseWhen(static context => context.Request.Path == "/compressed", static branch => branch.UseResponseCompression());
        app.UseOutputCache();
        var file = Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, new byte[100_000]);
        WireAnswers.Map(app, file);
        map?.Invoke(app);
        await app.StartAsync();
        var ports = app.Urls.Where(static url => url.Contains("127.0.0.1", StringComparison.Ordinal)).Select(static url => new Uri(url).Port).ToArray();
        return new WireHost(app, probe, file) { Log = log, Http1Port = ports[0], Http2Port = ports[1], TlsPort = ports[2] };
    }

    public async Task StopAsync(TimeSpan deadline)
    {
        using var timeout = new CancellationTokenSource(deadline);
        await _app.StopAsync(timeout.Token);
    }

    /// <summary>Stops, and leaves behind whatever does not end in time.</summary>
    public async Task StopAnyhowAsync(TimeSpan deadline)
    {
        try
        {
            await StopAsync(deadline);
        }
        catch (OperationCanceledException)
        {
            // That is what past the deadline means.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.FromSeconds(10));
        await _app.DisposeAsync();
        Probe.Dispose();
        File.Delete(_file);
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }
}
