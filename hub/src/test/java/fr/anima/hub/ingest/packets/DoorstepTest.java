package fr.anima.hub.ingest.packets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.junit.jupiter.api.Test;

class DoorstepTest {
  private final Doorstep doorstep = new Doorstep(3);
  private final EmbeddedChannel listener = new EmbeddedChannel(doorstep);

  @Test
  void as_many_as_there_is_room_for_may_wait() {
    From first = comes("192.0.2.1");
    From second = comes("192.0.2.1");
    From third = comes("192.0.2.1");

    assertTrue(first.isOpen() && second.isOpen() && third.isOpen());
    assertEquals(3, doorstep.waiting());
    assertEquals(0, doorstep.turnedOut());
  }

  @Test
  void one_more_turns_out_who_waits_longest() {
    From longest = comes("192.0.2.1");
    comes("192.0.2.1");
    comes("192.0.2.1");

    From newest = comes("192.0.2.1");

    assertFalse(longest.isOpen());
    assertTrue(newest.isOpen());
    assertEquals(3, doorstep.waiting());
    assertEquals(1, doorstep.turnedOut());
  }

  @Test
  void the_address_that_has_most_there_crowds_out_itself() {
    From station = comes("198.51.100.7");
    From longest = comes("192.0.2.1");
    comes("192.0.2.1");

    comes("192.0.2.1");

    assertTrue(station.isOpen(), "it waits longer, but alone");
    assertFalse(longest.isOpen());
  }

  @Test
  void who_was_accepted_stays_and_takes_no_room() {
    From station = comes("192.0.2.1");
    doorstep.leave(station);

    for (int i = 0; i < 10; i++) {
      comes("192.0.2.1");
    }

    assertTrue(station.isOpen());
  }

  @Test
  void who_went_away_takes_no_room() {
    comes("192.0.2.1").close();
    comes("192.0.2.2").close();

    assertEquals(0, doorstep.waiting());
    assertEquals(0, doorstep.turnedOut());
  }

  @Test
  void everybody_goes_on_to_the_server() {
    From arrived = comes("192.0.2.1");

    assertEquals(arrived, listener.readInbound());
  }

  private From comes(String address) {
    From connection = new From(address);
    listener.writeInbound(connection);
    return connection;
  }

  /** A connection from an address, which need not exist. */
  private static final class From extends EmbeddedChannel {
    private final InetSocketAddress address;

    From(String address) {
      this.address = new InetSocketAddress(address, 1883);
    }

    @Override
    protected SocketAddress remoteAddress0() {
      return address;
    }
  }
}
