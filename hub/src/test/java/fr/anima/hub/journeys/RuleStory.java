package fr.anima.hub.journeys;

import fr.anima.wire.ClockQuality;
import fr.anima.wire.Measurement;
import fr.anima.wire.Quantity;
import fr.anima.wire.Readings;
import fr.anima.wire.Stamp;
import fr.anima.wire.StationId;
import fr.anima.wire.WireJson;
import fr.anima.wire.WireTopic;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.jspecify.annotations.Nullable;

/**
 * One enclosure of a {@link RuleTown} and its one station, which says one message after the other,
 * and each again until it is acknowledged.
 */
final class RuleStory {
  private final StationId station;
  private final Plot plot;
  private final String key;
  private final List<Readings> said = new ArrayList<>();
  private final List<String> states = new ArrayList<>();
  private int acknowledged;
  private int steps;
  private @Nullable MqttClient client;

  /**
   * What a station says, and in which state of its enclosure's rule that leaves it.
   *
   * @param state in words
   */
  record Step(String state, Quantity quantity, double value) {}

  /**
   * What happens in an enclosure.
   *
   * @param form of the enclosure, as somebody fills it in
   * @param apart how far apart what it says at first was measured, the last of it now
   * @param first what it says before the first kill
   * @param round what it says between kills, again and again; maybe nothing
   * @param rounds at most so often
   * @param last what it says when all kills are over, where it makes no rounds
   */
  record Plot(
      String form,
      Duration apart,
      List<Step> first,
      List<Step> round,
      int rounds,
      List<Step> last) {}

  RuleStory(HubProcess hub, String enclosure, Plot plot) {
    this.station = new StationId(enclosure);
    this.plot = plot;
    hub.put("/api/v1/enclosures/" + enclosure, plot.form());
    this.key = hub.addStation(enclosure, "enclosure", enclosure);
  }

  String enclosure() {
    return station.value();
  }

  String form() {
    return plot.form();
  }

  /** Where the latest message that was acknowledged left its rule. */
  Optional<String> state() {
    return acknowledged == 0 ? Optional.empty() : Optional.of(states.get(acknowledged - 1));
  }

  /** Measured-at of the n-th message, from 0. */
  Instant measuredAt(int number) {
    return said.get(number).measuredAt();
  }

  /** How many messages there are. */
  int messages() {
    return said.size();
  }

  /** Comes in, and says again what was not acknowledged. */
  void connect(int port) throws MqttException {
    leave();
    client = RoamingStation.connect(port, station.value(), key);
    sayAll();
  }

  /** What it says before the first kill. */
  void begin() throws MqttException {
    Instant now = now();
    for (int i = 0; i < plot.first().size(); i++) {
      int left = plot.first().size() - 1 - i;
      add(plot.first().get(i), now.minus(plot.apart().multipliedBy(left)));
    }
    sayAll();
  }

  /** The next message of its round, measured now. */
  void goOn() throws MqttException {
    if (steps < plot.round().size() * plot.rounds() && isAllSaid() && client != null) {
      step();
    }
  }

  /** The same, however many rounds there were, until its rule is where it was at first. */
  void goHome() throws MqttException {
    if (!isHome()) {
      step();
    }
  }

  /** Whether no round is under way. */
  boolean isHome() {
    return plot.round().isEmpty() || state().equals(Optional.of(plot.first().get(0).state()));
  }

  private void step() throws MqttException {
    add(plot.round().get(steps++ % plot.round().size()), now());
    sayAll();
  }

  /** Of the messages it says last the one behind which so many are left, if it has so many. */
  void end(int left) throws MqttException {
    int number = plot.last().size() - 1 - left;
    if (number >= 0) {
      add(plot.last().get(number), now());
      sayAll();
    }
  }

  void leave() {
    if (client != null) {
      try {
        client.disconnectForcibly(0, 0, false);
        client.close(true);
      } catch (MqttException gone) {
        System.out.println(station + " had gone: " + gone);
      }
      client = null;
    }
  }

  boolean isAllSaid() {
    return acknowledged == said.size();
  }

  private void add(Step step, Instant at) {
    Stamp stamp = new Stamp(station, 1, said.size() + 1, at, ClockQuality.SYNCED);
    said.add(new Readings(stamp, List.of(new Measurement(step.quantity(), step.value()))));
    states.add(step.state());
  }

  private void sayAll() throws MqttException {
    while (client != null && !isAllSaid()) {
      Readings next = said.get(acknowledged);
      MqttMessage message = new MqttMessage(WireJson.encode(next));
      message.setQos(1);
      client.publish(new WireTopic(station, next.kind()).name(), message);
      acknowledged++;
    }
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }
}
