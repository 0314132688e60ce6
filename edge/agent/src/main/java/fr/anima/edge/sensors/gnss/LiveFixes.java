package fr.anima.edge.sensors.gnss;

import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.Sensor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A receiver as a sensor. One thread listens all the time, because a serial line that nobody reads
 * keeps its oldest four kilobytes and throws the new ones away; a question takes what it heard and
 * never waits.
 */
public final class LiveFixes implements Sensor {
  /** Two minutes of a receiver that speaks ten times a second. */
  private static final int MOST_KEPT = 1_200;

  /** How much of what a receiver says is told. */
  public enum Telling {
    /** The newest fix at each question: ten fixes a second make no backlog. */
    NEWEST,
    /** Every fix there was. */
    EVERY
  }

  private final Receiver receiver;
  private final Patience patience;
  private final int mostKept;
  private final Deque<Sample> heard = new ArrayDeque<>();
  private final LeftOut leftOut = new LeftOut(System::nanoTime);
  private final Thread listener;
  private volatile Optional<Receiver.Hearing> hearing = Optional.empty();
  private volatile long heardNanos;
  private volatile String trouble = "";
  private volatile boolean isGivenUp;
  private volatile boolean isUnderstood;
  private volatile boolean isStopped;

  LiveFixes(Receiver receiver, Telling telling, Patience patience) {
    this.receiver = receiver;
    this.patience = patience;
    this.mostKept = telling == Telling.NEWEST ? 1 : MOST_KEPT;
    this.listener = new Thread(this::listen, "gnss");
    listener.setDaemon(true);
  }

  /**
   * Begins to listen to gpsd.
   *
   * @param mostErrorMetres fixes less sure than this are not told; it means the radius that holds
   *     the true place in 19 of 20 cases ({@code eph}); infinite for all
   */
  public static LiveFixes fromGpsd(
      String host, int port, double mostErrorMetres, Telling telling, FixDates dates) {
    Patience patience = Patience.standard();
    Gpsd gpsd = new Gpsd(host, port, mostErrorMetres, patience, dates);
    return new LiveFixes(gpsd, telling, patience).begin();
  }

  /** Begins to listen to a serial line, set to that many baud. */
  public static LiveFixes fromSerial(Path device, int baud, Telling telling, FixDates dates) {
    return new LiveFixes(new SerialNmea(device, baud, dates), telling, Patience.standard()).begin();
  }

  LiveFixes begin() {
    listener.start();
    return this;
  }

  @Override
  public List<Sample> sample(Instant now) throws IOException {
    giveUpIfSilent();
    synchronized (heard) {
      List<Sample> fixes = List.copyOf(heard);
      heard.clear();
      return fixes;
    }
  }

  @Override
  public String complaint() {
    return Stream.of(trouble, hearing.map(Receiver.Hearing::complaint).orElse(""), leftOut.words())
        .filter(it -> !it.isEmpty())
        .collect(Collectors.joining("; "));
  }

  /** Whether there is somebody to listen to. */
  boolean isConnected() {
    return hearing.isPresent();
  }

  private void giveUpIfSilent() throws IOException {
    Optional<Receiver.Hearing> silent = hearing;
    if (silent.isPresent() && System.nanoTime() - heardNanos > patience.silence().toNanos()) {
      isGivenUp = true;
      silent.get().close();
    }
  }

  private void listen() {
    Duration pause = patience.pause();
    while (!isStopped) {
      isUnderstood = false;
      try (Receiver.Hearing connected = receiver.connect(leftOut)) {
        hear(connected);
      } catch (InterruptedException stopped) {
        return;
      } catch (Exception why) {
        trouble = isGivenUp ? receiver.adviceWhenSilent() : words(why);
      } finally {
        hearing = Optional.empty();
      }
      pause = isUnderstood ? patience.pause() : patience.longer(pause);
      pause(pause);
    }
  }

  /** Until the connection breaks. */
  private void hear(Receiver.Hearing connected) throws Exception {
    isGivenUp = false;
    heardNanos = System.nanoTime();
    hearing = Optional.of(connected);
    while (!isStopped) {
      keep(connected.next());
      heardNanos = System.nanoTime();
      isUnderstood = true;
      trouble = "";
    }
  }

  private void keep(List<Sample> fixes) {
    synchronized (heard) {
      heard.addAll(fixes);
      while (heard.size() > mostKept) {
        heard.removeFirst();
        leftOut.note("fixes that nobody asked for in time", mostKept > 1 ? 1 : 0);
      }
    }
  }

  private void pause(Duration pause) {
    try {
      TimeUnit.NANOSECONDS.sleep(isStopped ? 0 : pause.toNanos());
    } catch (InterruptedException stopped) {
      // Only close() interrupts, and the loop sees that it is stopped.
    }
  }

  private static String words(Exception why) {
    String message = why.getMessage();
    return message == null || message.isBlank() ? why.getClass().getSimpleName() : message;
  }

  @Override
  public void close() throws IOException {
    isStopped = true;
    listener.interrupt();
    Optional<Receiver.Hearing> open = hearing;
    if (open.isPresent()) {
      open.get().close();
    }
  }
}
