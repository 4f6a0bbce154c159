using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit;
using Akka.TestKit.TestActors;
using Xunit.Abstractions;

namespace Akka.Conformance.TestKitSpecs;

public class ToolSpecs : KitSpec
{
    [Fact]
    public void A_latch_opens_at_its_last_count_and_closes_when_reset()
    {
        var latch = CreateTestLatch(2);
        latch.CountDown();
        Assert.False(latch.IsOpen);
        Assert.Throws<TimeoutException>(() => latch.Ready(Soon));
        latch.CountDown();
        Assert.True(latch.IsOpen);
        latch.Ready();
        latch.Reset();
        Assert.False(latch.IsOpen);
        latch.Open();

        Assert.True(latch.IsOpen);
    }

    [Fact]
    public async Task A_latch_opened_by_another_thread_lets_the_test_go_on()
    {
        var latch = CreateTestLatch();
        var opening = Task.Run(latch.CountDown);
        latch.Ready(TimeSpan.FromSeconds(30));

        await opening;
    }

    [Fact]
    public void A_barrier_holds_each_until_all_have_come()
    {
        var barrier = CreateTestBarrier(2);
        var other = new Thread(() => barrier.Await(TimeSpan.FromSeconds(30)));
        other.Start();
        barrier.Await(TimeSpan.FromSeconds(30));

        Assert.True(other.Join(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void An_echo_tells_the_test_and_the_sender()
    {
        var probe = CreateTestProbe();
        probe.Send(Sys.ActorOf(EchoActor.Props(this)), "a");
        probe.Send(Sys.ActorOf(EchoActor.Props(this, echoBackToSenderAsWell: false)), "b");

        ExpectMsgAllOf("a", "b");
        probe.ExpectMsg("a");
        probe.ExpectNoMsg(Soon);
    }

    [Fact]
    public void A_forwarder_keeps_the_sender()
    {
        var probe = CreateTestProbe();
        Sys.ActorOf(ForwardActor.Props(probe.Ref)).Tell("a");

        probe.ExpectMsgFrom(TestActor, "a");
    }

    [Fact]
    public void A_black_hole_says_nothing()
    {
        EventFilter.Warning().Expect(0, TimeSpan.FromMilliseconds(150), () => Sys.ActorOf(BlackHoleActor.Props).Tell("a"));

        ExpectNoMsg(Soon);
    }

    [Fact]
    public void A_kit_is_a_factory_of_actors()
    {
        Assert.Equal("named", ActorOf<BlackHoleActor>("named").Path.Name);
        Assert.Equal(Sys.ActorOf(BlackHoleActor.Props).Path.Parent, ActorOf(() => new BlackHoleActor()).Path.Parent);
        ActorSelection("/user/named").Tell(new Identify(1));

        Assert.Equal("named", ExpectMsg<ActorIdentity>().Subject.Path.Name);
    }

    [Fact]
    public void A_kit_stops_its_system_when_it_is_disposed()
    {
        var kit = new Akka.TestKit.Xunit2.TestKit();
        kit.Dispose();

        Assert.True(kit.Sys.WhenTerminated.IsCompleted);
    }

    [Fact]
    public void A_kit_uses_the_system_given()
    {
        var system = ActorSystem.Create("given");
        using var kit = new Akka.TestKit.Xunit2.TestKit(system);
        kit.TestActor.Tell("a");

        Assert.Same(system, kit.Sys);
        kit.ExpectMsg("a");
    }

    [Fact]
    public async Task A_shutdown_that_takes_too_long_is_reported_when_asked_for()
    {
        using var release = new ManualResetEventSlim();
        using var stopping = new ManualResetEventSlim();
        var kit = new Akka.TestKit.Xunit2.TestKit();
        var actor = kit.Sys.ActorOf(Props.Create(() => new SlowToStop(stopping, release)));
        kit.Sys.Stop(actor);
        Assert.True(stopping.Wait(TimeSpan.FromSeconds(30)));

        Assert.Throws<TimeoutException>(() => kit.Shutdown(Soon, verifySystemShutdown: true));
        release.Set();
        await kit.Sys.WhenTerminated.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void A_kits_configuration_is_above_its_defaults()
    {
        using var kit = new Akka.TestKit.Xunit2.TestKit(ConfigurationFactory.ParseString("akka.loglevel = WARNING"), "named");

        Assert.Equal("named", kit.Sys.Name);
        Assert.Equal("WARNING", kit.Sys.Settings.LogLevel);
        Assert.Contains("TestEventListener", kit.Sys.Settings.Config.GetStringList("akka.loggers").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_log_goes_to_the_tests_output()
    {
        var output = new RecordedOutput();
        using var kit = new Akka.TestKit.Xunit2.TestKit(ConfigurationFactory.Empty, null, output);
        kit.Sys.Log.Warning("for the output");

        AwaitAssert(() => Assert.Contains(output.Lines(), line => line.Contains("for the output", StringComparison.Ordinal)));
    }

    private sealed class SlowToStop(ManualResetEventSlim stopping, ManualResetEventSlim release) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }

        protected override void PostStop()
        {
            stopping.Set();
            release.Wait(TimeSpan.FromSeconds(30));
        }
    }

    private sealed class RecordedOutput : ITestOutputHelper
    {
        private readonly List<string> _lines = [];

        public string[] Lines()
        {
            lock (_lines)
                return [.. _lines];
        }

        public void WriteLine(string message)
        {
            lock (_lines)
                _lines.Add(message);
        }

        public void WriteLine(string format, params object[] args) => WriteLine(string.Format(null, format, args));
    }
}
