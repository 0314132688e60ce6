package fr.anima.edge.check;

import fr.anima.edge.clock.StationClock;
import fr.anima.edge.configuration.Connection;
import fr.anima.edge.configuration.StationSensor;
import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.Sensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Opens one sensor, asks it until it tells something or patience ends, and lets it go. */
record Question(StationSensor about, StationClock clock, Duration patience)
    implements Errand.Work<Outcome> {
  private static final long BETWEEN_MILLIS = 100;

  @Override
  public Outcome run() throws InterruptedException {
    try (Sensor sensor = about.plan().opening().open()) {
      return ask(sensor);
    } catch (InterruptedException stopped) {
      throw stopped;
    } catch (Exception | Error why) {
      return Outcome.wrong(words(why));
    }
  }

  private Outcome ask(Sensor sensor) throws Exception {
    long began = System.nanoTime();
    List<Sample> told = sensor.sample(clock.now().at());
    while (told.isEmpty()
        && sensor.glance().isEmpty()
        && !(about.connection() instanceof Connection.Nothing)
        && System.nanoTime() - began < patience.toNanos()) {
      TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
      told = sensor.sample(clock.now().at());
    }
    return judge(sensor, told);
  }

  private Outcome judge(Sensor sensor, List<Sample> told) {
    String complaint = sensor.complaint();
    if (told.isEmpty() || !sensor.glance().isEmpty()) {
      return silent(sensor.glance(), complaint, sensor.isFinished());
    }
    // Of a recording's many, the first; of a contact's changes, the one that holds now.
    ValueWords words = ValueWords.of(told.get(sensor.canWait() ? 0 : told.size() - 1));
    List<String> all = new ArrayList<>();
    if (!words.values().isEmpty()) {
      all.add(words.values());
    }
    all.addAll(words.impossible());
    if (!complaint.isEmpty()) {
      all.add(complaint);
    }
    // What a recording cannot give does not mean that it does not play.
    boolean isWell = words.impossible().isEmpty() && (complaint.isEmpty() || sensor.canWait());
    return new Outcome(isWell, String.join("; ", all));
  }

  private Outcome silent(String glance, String complaint, boolean isFinished) {
    if (!complaint.isEmpty()) {
      return Outcome.wrong(complaint);
    }
    if (!glance.isEmpty()) {
      return Outcome.well(glance);
    }
    if (isFinished) {
      return Outcome.wrong("the recording holds nothing that can be told; check file and columns");
    }
    if (about.connection() instanceof Connection.Nothing) {
      return Outcome.well("nothing to tell at this moment");
    }
    boolean isReceiver =
        about.connection() instanceof Connection.Serial
            || about.connection() instanceof Connection.Gpsd;
    return Outcome.wrong(
        isReceiver
            ? "no place came from the receiver; give its antenna a free sky (the first time takes"
                + " minutes), check its wires and its speed"
            : "it is connected and has no value yet; check again in a minute");
  }

  private static String words(Throwable why) {
    String message = why.getMessage();
    return message == null || message.isBlank() ? why.getClass().getSimpleName() : message;
  }
}
