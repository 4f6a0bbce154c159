namespace Akka.Hosting;

/// <summary>Where HOCON goes relative to what the builder has already.</summary>
public enum HoconAddMode
{
    /// <summary>Beneath: is asked only for what the rest does not say.</summary>
    Append = 0,

    /// <summary>On top: wins over the rest.</summary>
    Prepend = 1,

    /// <summary>Instead of the rest.</summary>
    Replace = 2,
}
