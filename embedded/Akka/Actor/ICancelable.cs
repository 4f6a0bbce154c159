namespace Akka.Actor;

public interface ICancelable
{
    CancellationToken Token { get; }
    bool IsCancellationRequested { get; }
    void Cancel();
    void Cancel(bool throwOnFirstException);
    void CancelAfter(TimeSpan delay);
    void CancelAfter(int millisecondsDelay);
}
