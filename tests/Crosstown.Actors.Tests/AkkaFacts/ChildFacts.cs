using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;

namespace Crosstown.Actors.Tests.AkkaFacts;

/// <summary>docs/design.md §6: children that are started from other threads than their parent's, and a dispatcher that has no threads.</summary>
public sealed class ChildFacts
{
    private const int Threads = 8;
    private const int Each = 1000;

    [Fact]
    public async Task An_actors_cell_starts_children_from_many_threads_and_none_is_lost_doubled_or_stuck()
    {
        await using var facts = new FactSystem();
        var cell = Cell(facts);
        for (var round = 0; round < Stress.Scaled(5); round++)
        {
            var names = new ConcurrentDictionary<string, int>();
            var received = 0;
            var child = FactSystem.Does((context, _) =>
            {
                Interlocked.Increment(ref received);
                context.Stop(context.Self);
            });
            await Stress.OnThreadsAsync(Threads, _ =>
            {
                for (var i = 0; i < Each; i++)
                {
                    var actor = cell.ActorOf(child);
                    actor.Tell("go", ActorRefs.NoSender);
                    Assert.True(names.TryAdd(actor.Path.Name, 0));
                }
            }).WaitAsync(Stress.Patience);
            await Eventually.TrueAsync(() => Volatile.Read(ref received) == Threads * Each && !cell.GetChildren().Any(), "every child has received, stopped and left its parent");
            Assert.Equal(Threads * Each, names.Count);
        }
    }

    [Fact]
    public async Task A_child_made_by_ActorOf_has_started_and_an_attached_child_waits_for_its_parent()
    {
        await using var facts = new FactSystem();
        var cell = Cell(facts);
        Assert.IsType<LocalActorRef>(cell.ActorOf(FactSystem.Does(static (_, _) => { })));
        Assert.IsType<RepointableActorRef>(cell.AttachChild(FactSystem.Does(static (_, _) => { }), isSystemService: false));
    }

    [Fact]
    public async Task A_dispatcher_that_runs_what_it_is_given_runs_a_childs_receive_within_the_Tell()
    {
        await using var facts = new FactSystem($"inline {{ type = \"{typeof(InlineDispatchers).AssemblyQualifiedName}\" }}");
        var cell = Cell(facts);
        var threads = new List<int>();
        var actor = cell.ActorOf(FactSystem.Does((_, _) => threads.Add(Environment.CurrentManagedThreadId), "inline"));
        for (var i = 0; i < 3; i++)
        {
            actor.Tell(i, ActorRefs.NoSender);
            Assert.Equal(i + 1, threads.Count);
        }

        Assert.All(threads, static thread => Assert.Equal(Environment.CurrentManagedThreadId, thread));
    }

    /// <summary>The cell of an actor that does nothing itself.</summary>
    private static ActorCell Cell(FactSystem facts)
    {
        using var cells = new BlockingCollection<ActorCell>();
        facts.Start((context, _) => cells.Add((ActorCell)context)).Tell("hand it out");
        return cells.TryTake(out var cell, Stress.Patience) ? cell : throw new TimeoutException();
    }

    private sealed class InlineDispatchers(Config config, IDispatcherPrerequisites prerequisites) : MessageDispatcherConfigurator(config, prerequisites)
    {
        public override MessageDispatcher Dispatcher() => new InlineDispatcher(this);
    }

    private sealed class InlineDispatcher : MessageDispatcher
    {
        public InlineDispatcher(InlineDispatchers configurator)
            : base(configurator) => Throughput = 100;

        protected override void ExecuteTask(IRunnable run) => run.Run();

        protected override void Shutdown()
        {
        }
    }
}
