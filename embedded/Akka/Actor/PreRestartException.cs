namespace Akka.Actor;

public class PreRestartException : ActorInitializationException
{
    public PreRestartException(IActorRef actor, Exception restartException, Exception cause, object optionalMessage)
        : base(actor, $"Exception in PreRestart(exception = {restartException.GetType()}, message = {optionalMessage?.GetType()})", cause)
    {
        RestartException = restartException;
        OptionalMessage = optionalMessage;
    }

    public Exception RestartException { get; }
    public object OptionalMessage { get; }
}
