using Akka.Actor;

namespace Akka.Conformance.Actor;

public class ActorPathSpecs
{
    private static readonly Address Local = new("akka", "sys");

    private static ActorPath User => new RootActorPath(Local) / "user";

    [Fact]
    public void A_path_prints_as_a_uri()
    {
        Assert.Equal("akka://sys/", new RootActorPath(Local).ToString());
        Assert.Equal("akka://sys/user/a/b", (User / "a" / "b").ToString());
        Assert.Equal("/user/a", (User / "a").ToStringWithoutAddress());
        Assert.Equal("akka://sys/user/a", (User / "a").ToStringWithAddress());
        Assert.Equal("akka.tcp://other@host:99/user/a", (User / "a").ToStringWithAddress(new Address("akka.tcp", "other", "host", 99)));
    }

    [Fact]
    public void A_path_knows_its_elements_name_parent_root_and_depth()
    {
        var path = User / "a" / "b";
        Assert.Equal(new[] { "user", "a", "b" }, path.Elements);
        Assert.Equal("b", path.Name);
        Assert.Equal(User / "a", path.Parent);
        Assert.Equal(new RootActorPath(Local), path.Root);
        Assert.Equal(3, path.Depth);
        Assert.Equal(Local, path.Address);
    }

    [Fact]
    public void Several_elements_may_be_appended_at_once() => Assert.Equal(User / "a" / "b", User / new[] { "a", "b" });

    [Fact]
    public void Parsing_gives_back_what_was_printed()
    {
        foreach (var text in new[] { "akka://sys/user/a/b", "akka.tcp://sys@host:1234/user/a", "akka://sys/" })
            Assert.Equal(text, ActorPath.Parse(text).ToString());
        Assert.Equal(User / "a", ActorPath.Parse("akka://sys/user/a"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("http//sys/user")]
    public void What_is_not_a_path_does_not_parse(string text)
    {
        Assert.False(ActorPath.TryParse(text, out _));
        Assert.ThrowsAny<Exception>(() => ActorPath.Parse(text));
    }

    [Fact]
    public void Paths_are_equal_whatever_their_uid()
    {
        var one = (User / "a").WithUid(1);
        var two = (User / "a").WithUid(2);
        Assert.True(one == two);
        Assert.Equal(one, two);
        Assert.Equal(one.GetHashCode(), two.GetHashCode());
        Assert.Equal(2, two.Uid);
        Assert.Equal("akka://sys/user/a#2", two.ToStringWithUid());
        Assert.NotEqual(User / "a", User / "b");
        Assert.NotEqual(User / "a", new RootActorPath(new Address("akka", "other")) / "user" / "a");
    }

    [Fact]
    public void Paths_have_a_total_order_that_agrees_with_equality()
    {
        var paths = new[] { User / "b", User / "a" / "z", User / "a", User / "b" / "a", User };
        foreach (var left in paths)
        {
            foreach (var right in paths)
            {
                Assert.Equal(left == right, left.CompareTo(right) == 0);
                Assert.Equal(Math.Sign(left.CompareTo(right)), -Math.Sign(right.CompareTo(left)));
            }
        }
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("%41", true)]
    [InlineData("", false)]
    [InlineData("$a", false)]
    [InlineData("a/", false)]
    [InlineData("%4", false)]
    public void A_path_element_is_valid_or_not(string element, bool valid) =>
        Assert.Equal(valid, ActorPath.IsValidPathElement(element));
}

public class AddressSpecs
{
    [Fact]
    public void An_address_prints_and_parses()
    {
        Assert.Equal("akka://sys", new Address("akka", "sys").ToString());
        Assert.Equal("akka.tcp://sys@host:80", new Address("akka.tcp", "sys", "host", 80).ToString());
        Assert.Equal(new Address("akka.tcp", "sys", "host", 80), Address.Parse("akka.tcp://sys@host:80"));
        Assert.Equal(new Address("akka", "sys"), Address.Parse("akka://sys"));
        Assert.Equal("sys@host:80", new Address("akka.tcp", "sys", "host", 80).HostPort());
    }

    [Fact]
    public void An_address_without_host_is_local_and_one_with_host_is_global()
    {
        var local = new Address("akka", "sys");
        var global = new Address("akka.tcp", "sys", "host", 80);
        Assert.True(local.HasLocalScope);
        Assert.False(local.HasGlobalScope);
        Assert.False(global.HasLocalScope);
        Assert.True(global.HasGlobalScope);
    }

    [Fact]
    public void The_parts_may_be_replaced_one_by_one()
    {
        var address = new Address("akka", "sys").WithHost("h").WithPort(5).WithProtocol("akka.tcp").WithSystem("other");
        Assert.Equal(new Address("akka.tcp", "other", "h", 5), address);
        Assert.True(address == new Address("akka.tcp", "other", "h", 5));
        Assert.True(address != new Address("akka.tcp", "other", "h", 6));
    }

    [Fact]
    public void What_is_no_address_does_not_parse()
    {
        Assert.False(Address.TryParse("nonsense", out Address _));
        Assert.ThrowsAny<Exception>(() => Address.Parse("nonsense"));
    }
}
