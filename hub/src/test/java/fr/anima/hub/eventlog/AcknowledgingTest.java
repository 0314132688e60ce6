package fr.anima.hub.eventlog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class AcknowledgingTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(Acknowledging.class);
  private final ListAppender<ILoggingEvent> said = new ListAppender<>();

  @BeforeEach
  void listen() {
    said.start();
    logger.addAppender(said);
  }

  @AfterEach
  void listenNoMore() {
    logger.detachAppender(said);
  }

  @Test
  void an_outage_is_two_lines_however_much_was_not_acknowledged() {
    Acknowledging log = new Acknowledging();
    log.heard(null);
    for (int outage = 0; outage < 2; outage++) {
      for (int i = 0; i < 3_000; i++) {
        log.heard(new IllegalStateException("no broker"));
      }
      log.heard(null);
      log.heard(null);
    }

    String begins =
        "the log does not acknowledge why=no broker; what is not acknowledged is sent again by"
            + " whoever sent it";
    String ends = "the log acknowledges again failed-meanwhile=3000";
    assertEquals(
        List.of(begins, ends, begins, ends),
        said.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
  }
}
