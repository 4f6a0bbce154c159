using System.Collections.Concurrent;

namespace Akka.Actor.Internal;

public partial class ActorSystemImpl
{
    private readonly ConcurrentDictionary<Type, Lazy<object>> _extensions = new();

    public override object RegisterExtension(IExtensionId extension)
    {
        if (extension == null)
            return null;
        // Lazy: of two threads that register at the same time one creates, the other waits for it.
        var lazy = _extensions.GetOrAdd(extension.ExtensionType, static (_, state) => new(() => state.extension.CreateExtension(state.system)),
            (extension, system: this));
        try
        {
            return lazy.Value;
        }
        catch
        {
            _extensions.TryRemove(KeyValuePair.Create(extension.ExtensionType, lazy));
            throw;
        }
    }

    public override object GetExtension(IExtensionId extensionId)
    {
        TryGetExtension(extensionId.ExtensionType, out var extension);
        return extension ?? RegisterExtension(extensionId);
    }

    /// <returns>Null when there is none.</returns>
    public override T GetExtension<T>() => TryGetExtension<T>(out var extension) ? extension : null;

    public override bool HasExtension(Type type) => TryGetExtension(type, out _);

    public override bool HasExtension<T>() => HasExtension(typeof(T));

    public override bool TryGetExtension(Type extensionType, out object extension)
    {
        extension = _extensions.TryGetValue(extensionType, out var lazy) ? lazy.Value : null;
        return extension != null;
    }

    public override bool TryGetExtension<T>(out T extension)
    {
        TryGetExtension(typeof(T), out var found);
        extension = found as T;
        return extension != null;
    }

    private void LoadExtensions()
    {
        foreach (var name in Settings.Config.GetStringList("akka.extensions"))
        {
            var type = RuntimeTypes.Find(name);
            if (type == null || !typeof(IExtensionId).IsAssignableFrom(type))
                throw RuntimeLimits.LeftOut("akka.extensions", name, "the assembly-qualified type of an ExtensionIdProvider");
            try
            {
                RegisterExtension((IExtensionId)Activator.CreateInstance(type));
            }
            catch (Exception e)
            {
                Log.Error(e, "While trying to load extension {0}, an exception was thrown; skipping.", name);
            }
        }
        if (Settings.CoordinatedShutdownRunByActorSystemTerminate)
            CoordinatedShutdown.Get(this);
    }

    private void DisposeExtensions()
    {
        foreach (var extension in _extensions.Values)
        {
            try
            {
                if (extension.IsValueCreated)
                    (extension.Value as IDisposable)?.Dispose();
            }
            catch (Exception e)
            {
                Log.Error(e, "An extension failed to end: {0}", e.Message);
            }
        }
    }
}
