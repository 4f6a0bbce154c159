using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Crosstown.Web.Tests.Invocations;

/// <summary>SignalR's JSON protocol, by whatever name, which journals each answer that it writes.</summary>
internal sealed class JournalingProtocol(string name, Journal journal) : IHubProtocol
{
    private readonly JsonHubProtocol _json = new();

    public string Name => name;

    public int Version => 1;

    public TransferFormat TransferFormat => _json.TransferFormat;

    public bool IsVersionSupported(int version) => true;

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message)
    {
        Note(message);
        return _json.GetMessageBytes(message);
    }

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output)
    {
        Note(message);
        _json.WriteMessage(message, output);
    }

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message) => _json.TryParseMessage(ref input, binder, out message);

    private void Note(HubMessage message)
    {
        if (message is CompletionMessage or StreamItemMessage)
            journal.Add(message is CompletionMessage ? "answered" : "item");
    }
}
