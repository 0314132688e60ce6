package fr.anima.hub.bench;

import fr.anima.hub.history.influx.InfluxServer;
import fr.anima.wire.Readings;
import fr.anima.wire.WireJson;
import fr.anima.wire.WireTopic;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import io.vertx.mqtt.messages.MqttPublishMessage;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * What people build from Mosquitto and InfluxDB, at its best: one subscriber that gathers points
 * and writes them 5,000 at a time or once a second. Arguments: Mosquitto's port, an empty folder
 * for InfluxDB. Says {@code ready}, then after each line on its standard input how many points
 * InfluxDB has.
 */
public final class BatchingWriter {
  private static final int MOST = 5_000;
  private static final int MILLIS = 1_000;

  private final HttpClient http;

  /** Of another Vert.x: what is asked for the table must not wait behind a million messages. */
  private final HttpClient counting;

  private final URI influx;
  private StringBuilder lines = new StringBuilder();
  private int gathered;

  private BatchingWriter(Vertx vertx, URI influx) {
    this.http = vertx.createHttpClient();
    this.counting = Vertx.vertx().createHttpClient();
    this.influx = influx;
  }

  /** Runs until its input ends. */
  public static void main(String[] arguments) {
    int ended = 1;
    try {
      run(arguments);
      ended = 0;
    } catch (Exception | LinkageError why) {
      System.err.println("batching writer failed: " + why);
    } finally {
      // Vert.x has threads of its own that would keep a failed run alive.
      System.exit(ended);
    }
  }

  private static void run(String... arguments) throws Exception {
    Vertx vertx = Vertx.vertx();
    try (InfluxServer server = InfluxServer.start(Path.of(arguments[1]))) {
      BatchingWriter writer = new BatchingWriter(vertx, server.config("bench").address());
      await(
          writer.ask(
              writer.http, HttpMethod.POST, "/query?q=create%20database%20bench", Buffer.buffer()));
      MqttClient client =
          MqttClient.create(vertx, new MqttClientOptions().setMaxMessageSize(1 << 16));
      client.publishHandler(writer::take);
      await(client.connect(Integer.parseInt(arguments[0]), "127.0.0.1"));
      await(client.subscribe("#", 1));
      vertx.setPeriodic(MILLIS, now -> writer.write());
      System.out.println("ready");
      while (System.in.read() >= 0) {
        System.out.println(await(writer.count()));
      }
    }
  }

  private void take(MqttPublishMessage message) {
    var topic = WireTopic.parse(message.topicName());
    for (var each : WireJson.decode(topic, message.payload().getBytes())) {
      each.fold(known -> add((Readings) known.message()), flawed -> this);
    }
    if (gathered >= MOST) {
      write();
    }
  }

  private BatchingWriter add(Readings readings) {
    readings
        .values()
        .forEach(
            it -> {
              gathered++;
              lines
                  .append("reading,station=")
                  .append(readings.station().value())
                  .append(' ')
                  .append(it.quantity().word())
                  .append('=')
                  .append(it.value())
                  .append(' ')
                  // The sequence makes the nanosecond its own, so that no point hides another.
                  .append(
                      readings.measuredAt().toEpochMilli() * 1_000_000
                          + readings.stamp().sequence() % 1_000_000)
                  .append('\n');
            });
    return this;
  }

  private void write() {
    Buffer body = Buffer.buffer(lines.toString());
    lines = new StringBuilder();
    gathered = 0;
    if (body.length() > 0) {
      ask(http, HttpMethod.POST, "/write?db=bench", body)
          .onFailure(why -> System.err.println("points lost: " + why));
    }
  }

  private Future<String> count() {
    return ask(
            counting,
            HttpMethod.GET,
            "/query?db=bench&q=select%20count(*)%20from%20reading",
            Buffer.buffer())
        .map(
            answer -> {
              var series =
                  answer
                      .toJsonObject()
                      .getJsonArray("results")
                      .getJsonObject(0)
                      .getJsonArray("series");
              return series == null
                  ? "0"
                  : String.valueOf(
                      series.getJsonObject(0).getJsonArray("values").getJsonArray(0).getValue(1));
            });
  }

  private Future<Buffer> ask(HttpClient by, HttpMethod method, String path, Buffer body) {
    return by.request(method, influx.getPort(), "127.0.0.1", path)
        .compose(request -> request.send(body))
        .compose(
            answer ->
                answer.statusCode() < 300
                    ? answer.body()
                    : Future.failedFuture("InfluxDB answered " + answer.statusCode()));
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(60, TimeUnit.SECONDS);
  }
}
