using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Event;
using Akka.TestKit.TestActors;

namespace Akka.Conformance.TestKitSpecs;

public class EventFilterSpecs() : KitSpec("akka.test.filter-leeway = 5s")
{
    private static readonly TimeSpan Brief = TimeSpan.FromMilliseconds(150);

    [Fact]
    public void An_event_is_matched_whole_by_its_start_by_a_part_or_by_a_pattern()
    {
        EventFilter.Info("a whole text").ExpectOne(() => Sys.Log.Info("a {0} text", "whole"));
        EventFilter.Info(start: "a whole").ExpectOne(() => Sys.Log.Info("a whole text"));
        EventFilter.Info(contains: "whole").ExpectOne(() => Sys.Log.Info("a whole text"));
        EventFilter.Info(new Regex("^a .* text$")).ExpectOne(() => Sys.Log.Info("a whole text"));
        EventFilter.Info("a whole").Expect(0, Brief, () => Sys.Log.Info("a whole text"));
        EventFilter.Info(start: "whole").Expect(0, Brief, () => Sys.Log.Info("a whole text"));
    }

    [Fact]
    public void Each_level_has_its_filter()
    {
        EventFilter.Debug("a").ExpectOne(() => Sys.Log.Debug("a"));
        EventFilter.Info("a").ExpectOne(() => Sys.Log.Info("a"));
        EventFilter.Warning("a").ExpectOne(() => Sys.Log.Warning("a"));
        EventFilter.Error("a").ExpectOne(() => Sys.Log.Error("a"));
        EventFilter.ForLogLevel(LogLevel.WarningLevel, "a").ExpectOne(() => Sys.Log.Warning("a"));
        EventFilter.Warning("a").Expect(0, Brief, () => Sys.Log.Error("a"));
    }

    [Fact]
    public void Too_few_events_fail_and_so_do_too_many()
    {
        Fails(() => EventFilter.Info("a").ExpectOne(Brief, () => { }));
        Fails(() => EventFilter.Info("a").Expect(2, Brief, () => Sys.Log.Info("a")));
        Fails(() => EventFilter.Info("a").Expect(0, () => Sys.Log.Info("a")));
        EventFilter.Info("a").Expect(2, () =>
        {
            Sys.Log.Info("a");
            Sys.Log.Info("b");
            Sys.Log.Info("a");
        });
    }

    [Fact]
    public async Task Events_are_awaited()
    {
        await EventFilter.Info("a").ExpectOneAsync(async () =>
        {
            await Task.Yield();
            Sys.Log.Info("a");
        });
        Assert.Equal(5, await EventFilter.Info("a").ExpectAsync(1, () =>
        {
            Sys.Log.Info("a");
            return Task.FromResult(5);
        }));
        await FailsAsync(() => EventFilter.Info("a").ExpectOneAsync(Brief, () => Task.CompletedTask));
    }

    [Fact]
    public void A_block_returns_its_result()
    {
        Assert.Equal(1, EventFilter.Info("a").ExpectOne(() =>
        {
            Sys.Log.Info("a");
            return 1;
        }));
        Assert.Equal(2, EventFilter.Info("a").Mute(() => 2));
    }

    [Fact]
    public async Task An_event_logged_after_the_block_by_another_thread_is_waited_for()
    {
        using var release = new ManualResetEventSlim();
        Task logging = null;
        EventFilter.Info("late").ExpectOne(TimeSpan.FromSeconds(30), () =>
        {
            logging = Task.Run(() =>
            {
                release.Wait();
                Sys.Log.Info("late");
            });
            release.Set();
        });
        await logging;
    }

    [Fact]
    public void An_exception_is_matched_by_its_type()
    {
        var actor = Sys.ActorOf(Props.Create<Thrower>());

        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => actor.Tell(new InvalidOperationException("bad")));
        EventFilter.Exception<InvalidOperationException>("bad").ExpectOne(() => actor.Tell(new InvalidOperationException("bad")));
        EventFilter.Exception(typeof(InvalidOperationException), contains: "ba").ExpectOne(() => actor.Tell(new InvalidOperationException("bad")));
        EventFilter.Exception<ArgumentException>().ExpectOne(() => actor.Tell(new ArgumentNullException("derived")));
        EventFilter.Exception<ArgumentException>().Expect(0, Brief, () => actor.Tell(new InvalidOperationException("bad")));
    }

    [Fact]
    public void An_inner_exception_is_matched_when_asked_for()
    {
        var outer = new InvalidOperationException("outer", new ArgumentException("inner"));

        EventFilter.Exception(typeof(ArgumentException), checkInnerExceptions: true).ExpectOne(() => Sys.Log.Error(outer, "failed"));
        EventFilter.Exception(typeof(ArgumentException)).Expect(0, Brief, () => Sys.Log.Error(outer, "failed"));
    }

    [Fact]
    public void An_actors_path_is_a_source()
    {
        var logger = Sys.ActorOf(Props.Create<Logger>(), "logger");
        var other = Sys.ActorOf(Props.Create<Logger>(), "other");

        EventFilter.Info("a", source: "/user/logger").ExpectOne(() => logger.Tell("a"));
        EventFilter.Info("a", source: logger.Path.ToString()).ExpectOne(() => logger.Tell("a"));
        EventFilter.Info("a", source: "/user/logger").Expect(0, Brief, () => other.Tell("a"));
    }

    [Fact]
    public void Dead_letters_are_matched_by_type_content_and_recipient()
    {
        var stopped = Watch(Sys.ActorOf(BlackHoleActor.Props, "gone"));
        Sys.Stop(stopped);
        ExpectTerminated(stopped);
        var text = typeof(string);

        EventFilter.DeadLetter().ExpectOne(() => stopped.Tell("a"));
        EventFilter.DeadLetter<string>().ExpectOne(() => stopped.Tell("a"));
        EventFilter.DeadLetter(text).ExpectOne(() => stopped.Tell("a"));
        EventFilter.DeadLetter<string>(message => message == "a", "/user/gone").ExpectOne(() => stopped.Tell("a"));
        EventFilter.DeadLetter<string>(message => message == "b").Expect(0, Brief, () => stopped.Tell("a"));
        EventFilter.DeadLetter<int>().Expect(0, Brief, () => stopped.Tell("a"));
    }

    [Fact]
    public void Unhandled_messages_are_warnings_of_their_recipient()
    {
        var actor = Sys.ActorOf(Props.Create<UnhandledMessageActor>(), "deaf");

        EventFilter.Warning(contains: "Unhandled message", source: "/user/deaf").ExpectOne(() => actor.Tell("a"));
    }

    [Fact]
    public void Filters_are_added_to_one_another() =>
        EventFilter.Info("a").And.Warning("b").Expect(2, () =>
        {
            Sys.Log.Info("a");
            Sys.Log.Warning("b");
            Sys.Log.Warning("a");
        });

    [Fact]
    public void A_predicate_of_the_tests_own_is_a_filter()
    {
        EventFilter.Custom(logEvent => logEvent is Warning && (string)logEvent.Message.ToString() == "a").ExpectOne(() => Sys.Log.Warning("a"));
        EventFilter.Custom<Error>(error => error.Cause is TimeoutException).ExpectOne(() => Sys.Log.Error(new TimeoutException(), "a"));
    }

    [Fact]
    public void A_filter_is_asked_until_it_is_unmuted()
    {
        var asked = 0;
        var muted = EventFilter.Custom(logEvent =>
        {
            if (logEvent.Message.ToString() == "a")
                Interlocked.Increment(ref asked);
            return false;
        }).Mute();
        LogAndWait();
        Assert.Equal(1, Volatile.Read(ref asked));
        muted.Unmute();
        LogAndWait();

        Assert.Equal(1, Volatile.Read(ref asked));

        // The second event is heard after the first: it has passed the listener by then.
        void LogAndWait() => EventFilter.Info("barrier").ExpectOne(() =>
        {
            Sys.Log.Info("a");
            Sys.Log.Info("barrier");
        });
    }

    [Fact]
    public void Events_below_the_log_level_are_not_there_to_be_matched()
    {
        Sys.EventStream.SetLogLevel(LogLevel.WarningLevel);

        EventFilter.Info("a").Expect(0, Brief, () => Sys.Log.Info("a"));
        EventFilter.Warning("a").ExpectOne(() => Sys.Log.Warning("a"));
    }

    private sealed class Thrower : ReceiveActor
    {
        public Thrower() => Receive<Exception>(exception => throw exception);
    }

    private sealed class Logger : ReceiveActor
    {
        private readonly ILoggingAdapter _log = Context.GetLogger();

        public Logger() => Receive<string>(text => _log.Info(text));
    }
}
