package fr.anima.hub.history.influx;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.InfluxDBClientOptions;
import com.influxdb.client.WriteApiBlocking;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.client.service.InfluxQLQueryService;
import com.influxdb.exceptions.InfluxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import okhttp3.OkHttpClient;
import okhttp3.ResponseBody;
import retrofit2.Response;

/** Requests to one InfluxDB. Everything here blocks, for at most 25 seconds. */
final class InfluxConnection implements AutoCloseable {
  private static final Duration TO_CONNECT = Duration.ofSeconds(2);
  private static final Duration TO_ANSWER = Duration.ofSeconds(25);

  private final InfluxConfig config;
  private final OldDoor oldDoor;
  private final InfluxDBClient client;
  private final WriteApiBlocking writes;
  private final InfluxQLQueryService questions;

  InfluxConnection(InfluxConfig config) {
    this.config = config;
    this.oldDoor = new OldDoor(config.token());
    OkHttpClient.Builder http =
        new OkHttpClient.Builder()
            .connectTimeout(TO_CONNECT)
            .writeTimeout(TO_ANSWER)
            .readTimeout(TO_ANSWER)
            .callTimeout(TO_ANSWER)
            .addNetworkInterceptor(oldDoor);
    InfluxDBClientOptions.Builder options =
        InfluxDBClientOptions.builder()
            .url(config.address().toString())
            .org(config.organisation())
            .okHttpClient(http);
    config.token().ifPresent(it -> options.authenticateToken(it.toCharArray()));
    this.client = InfluxDBClientFactory.create(options.build());
    this.writes = client.getWriteApiBlocking();
    this.questions = client.getService(InfluxQLQueryService.class);
  }

  /**
   * The server's version, such as {@code 1.6.7}, which also decides how it is spoken to from now
   * on.
   *
   * @throws IllegalStateException when it does not answer
   */
  String greet() {
    String version;
    try {
      version = client.version().replaceFirst("^v", "");
    } catch (InfluxException why) {
      throw new IllegalStateException(
          "InfluxDB at " + config.address() + " does not answer: " + why.getMessage(), why);
    }
    oldDoor.open(version.startsWith("1."));
    return version;
  }

  InfluxDBClient client() {
    return client;
  }

  /** Asks all of these in one request; fails as {@link #ask(String)} does. */
  void ask(List<Question> questions) {
    if (!questions.isEmpty()) {
      String statements =
          questions.stream().map(Question::statement).collect(Collectors.joining(";"));
      for (Table table : ask(statements)) {
        questions.get(table.statement()).answer().accept(table);
      }
    }
  }

  /**
   * Asks one or more statements.
   *
   * @throws UncheckedIOException when the server does not answer
   * @throws InfluxException when it refuses the question
   * @throws IllegalStateException when a statement failed
   */
  List<Table> ask(String statements) {
    try {
      Response<ResponseBody> response =
          questions
              .query(statements, config.database(), null, "ns", null, Table.ACCEPTED)
              .execute();
      ResponseBody body = response.body();
      if (!response.isSuccessful() || body == null) {
        throw new InfluxException(response);
      }
      try (body) {
        return Table.read(response.headers().get("Content-Type"), body.byteStream());
      }
    } catch (IOException why) {
      throw new UncheckedIOException(
          "InfluxDB at " + config.address() + " does not answer: " + why.getMessage(), why);
    }
  }

  /**
   * Writes lines that carry nanoseconds.
   *
   * @throws InfluxException when the server does not take all of them
   */
  void write(Shelf shelf, List<String> lines) {
    if (!lines.isEmpty()) {
      writes.writeRecords(
          shelf.bucket(config.database()), config.organisation(), WritePrecision.NS, lines);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
