package fr.anima.edge;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LifelineTest {
  /** A systemd that wants to hear from the service every 60 ms. */
  private static final Map<String, String> SYSTEMD =
      Map.of("NOTIFY_SOCKET", "/run/systemd/notify", "WATCHDOG_USEC", "60000");

  private final List<String> heard = new CopyOnWriteArrayList<>();

  @Test
  void a_station_that_lives_is_heard_of_again_and_again() {
    try (Lifeline lifeline = new Lifeline(SYSTEMD, heard::add)) {
      lifeline.start(() -> {});

      await().atMost(5, TimeUnit.SECONDS).until(() -> heard.size() >= 4);
    }
    assertEquals(List.of("READY=1", "WATCHDOG=1", "WATCHDOG=1"), heard.subList(0, 3));
  }

  @Test
  void a_station_that_hangs_is_not_heard_of_again() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    try (Lifeline lifeline = new Lifeline(SYSTEMD, heard::add)) {
      lifeline.start(
          () -> {
            try {
              never.await();
            } catch (InterruptedException why) {
              Thread.currentThread().interrupt();
              throw new IllegalStateException(why);
            }
          });
      TimeUnit.MILLISECONDS.sleep(200);

      assertEquals(List.of("READY=1"), heard);
    }
  }

  @Test
  void a_station_that_stumbles_once_is_heard_of_afterwards() {
    AtomicInteger looks = new AtomicInteger();
    try (Lifeline lifeline = new Lifeline(SYSTEMD, heard::add)) {
      lifeline.start(
          () -> {
            if (looks.incrementAndGet() == 1) {
              throw new IllegalStateException("stumbled");
            }
          });

      await().atMost(5, TimeUnit.SECONDS).until(() -> heard.contains("WATCHDOG=1"));
    }
  }

  @Test
  void without_systemd_nothing_is_told() throws InterruptedException {
    try (Lifeline lifeline = new Lifeline(Map.of("WATCHDOG_USEC", "60000"), heard::add)) {
      lifeline.start(() -> {});
      TimeUnit.MILLISECONDS.sleep(100);

      assertEquals(List.of(), heard);
    }
  }

  @Test
  void a_service_without_watchdog_only_says_that_it_is_ready() throws InterruptedException {
    try (Lifeline lifeline = new Lifeline(Map.of("NOTIFY_SOCKET", "x"), heard::add)) {
      lifeline.start(() -> {});
      TimeUnit.MILLISECONDS.sleep(100);

      assertEquals(List.of("READY=1"), heard);
    }
  }
}
