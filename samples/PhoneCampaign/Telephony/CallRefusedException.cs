namespace PhoneCampaign.Telephony;

/// <summary>The provider does not place this call, however often it is asked to. Not among retry-on in akka.hocon, so the call is not tried again.</summary>
internal sealed class CallRefusedException(string message) : Exception(message);
