namespace Akka.Actor;

public class Cancelable : ICancelable, IDisposable
{
    protected virtual void Dispose(bool disposing) => throw new NotImplementedException();
    public Cancelable(IActionScheduler scheduler) { }
    public Cancelable(IActionScheduler scheduler, TimeSpan delay) { }
    public Cancelable(IScheduler scheduler) { }
    public Cancelable(IScheduler scheduler, TimeSpan delay) { }
    public Cancelable(IScheduler scheduler, int millisecondsDelay) { }
    public CancellationToken Token { get => throw new NotImplementedException(); }
    public bool IsCancellationRequested { get => throw new NotImplementedException(); }
    public bool IsDisposed { get => throw new NotImplementedException(); }
    public static ICancelable CreateCanceled() => throw new NotImplementedException();
    public static ICancelable CreateLinkedCancelable(IActionScheduler scheduler, params ICancelable[] cancelables) => throw new NotImplementedException();
    public static ICancelable CreateLinkedCancelable(IActionScheduler scheduler, params CancellationToken[] cancellationTokens) => throw new NotImplementedException();
    public static ICancelable CreateLinkedCancelable(IScheduler scheduler, params ICancelable[] cancelables) => throw new NotImplementedException();
    public static ICancelable CreateLinkedCancelable(IScheduler scheduler, params CancellationToken[] cancellationTokens) => throw new NotImplementedException();
    public void Cancel() => throw new NotImplementedException();
    public void Cancel(bool throwOnFirstException) => throw new NotImplementedException();
    public void CancelAfter(TimeSpan delay) => throw new NotImplementedException();
    public void CancelAfter(int millisecondsDelay) => throw new NotImplementedException();
    public void Dispose() => throw new NotImplementedException();
}
