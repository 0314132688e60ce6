package fr.anima.hub.eventlog;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** One that has a controller beside it is let in by {@code BrokerOutageJourneyTest}. */
class LoneBrokerTest {
  @Test
  void one_that_is_its_own_controller_is_refused_with_what_to_do() {
    String brokers = TestLog.brokers();

    String why =
        String.valueOf(
            assertThrows(IllegalStateException.class, () -> LoneBroker.check(brokers))
                .getMessage());

    assertTrue(why.contains("the only Kafka broker at " + brokers), why);
    assertTrue(why.contains("run the controller as a process of its own"), why);
  }
}
