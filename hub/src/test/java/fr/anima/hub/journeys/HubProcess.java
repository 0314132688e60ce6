package fr.anima.hub.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.anima.hub.Hub;
import fr.anima.wire.FreePort;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A hub in a process of its own, with everything embedded or not, asked as its operator. */
final class HubProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path data;
  private final int httpPort;
  private final int mqttPort;
  private final Map<String, String> settings;
  private final Class<?> program;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private Process process;
  private Optional<ProcessHandle> database = Optional.empty();

  private HubProcess(Path data, Map<String, String> settings, Class<?> program) throws IOException {
    this.data = data;
    this.settings = settings;
    this.program = program;
    this.httpPort = FreePort.any();
    this.mqttPort = FreePort.any();
    this.process = launch();
  }

  /** Starts a hub on an empty or earlier data folder and waits until it is ready. */
  static HubProcess start(Path data) throws IOException {
    HubProcess hub = launch(data, Map.of());
    hub.untilReady();
    return hub;
  }

  /** Starts one with these settings besides, and does not wait. */
  static HubProcess launch(Path data, Map<String, String> settings) throws IOException {
    return new HubProcess(data, settings, Hub.class);
  }

  /** The same, its event loops watched. */
  static HubProcess watched(Path data, Map<String, String> settings) throws IOException {
    return new HubProcess(data, settings, LoopWatch.class);
  }

  String address() {
    return "http://127.0.0.1:" + httpPort;
  }

  int mqttPort() {
    return mqttPort;
  }

  /** The end the kernel gives it. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** The end of a machine: the hub and its database, whatever they are at. */
  void killWithDatabase() throws InterruptedException {
    List<ProcessHandle> all = new ArrayList<>();
    Optional<ProcessHandle> first = database();
    if (first.isPresent()) {
      // One that stands still has no children but those that are seen.
      stop(first.get());
      all.addAll(first.get().descendants().toList());
      all.add(first.get());
    }
    kill();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(it -> it.onExit().join());
  }

  private static void stop(ProcessHandle it) throws InterruptedException {
    try {
      new ProcessBuilder("kill", "-STOP", Long.toString(it.pid())).start().waitFor();
    } catch (IOException why) {
      throw new UncheckedIOException("kill -STOP " + it.pid(), why);
    }
  }

  /** It stands still, as on a machine that is put to sleep: "STOP"; or goes on: "CONT". */
  void signal(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
  }

  /** The database hangs: "STOP"; or goes on: "CONT". */
  void signalDatabase(String signal) throws IOException {
    List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
    database().stream()
        .flatMap(it -> Stream.concat(Stream.of(it), it.descendants()))
        .forEach(it -> command.add(Long.toString(it.pid())));
    new ProcessBuilder(command).start();
  }

  /** What everybody may read of how it is; nothing while it does not answer. */
  Optional<JsonNode> readiness() throws InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address() + "/health/ready"))
              .timeout(Duration.ofSeconds(5))
              .build();
      return Optional.of(
          JSON.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body()));
    } catch (IOException notYet) {
      return Optional.empty();
    }
  }

  /** Stages that are ill, each with what to do. */
  Map<String, String> ill() throws InterruptedException {
    Map<String, String> ill = new TreeMap<>();
    for (JsonNode stage : readiness().orElseThrow().get("stages")) {
      if ("ill".equals(stage.get("condition").asText())) {
        ill.put(stage.get("name").asText(), stage.get("remedy").asText());
      }
    }
    return ill;
  }

  /** The database's first process, which outlives a killed hub, and a disk that cannot be read. */
  private Optional<ProcessHandle> database() {
    try {
      List<String> lines = Files.readAllLines(data.resolve("postgres/cluster/postmaster.pid"));
      return ProcessHandle.of(Long.parseLong(lines.get(0).strip()));
    } catch (IOException neverStartedOrNoDisk) {
      return database.filter(ProcessHandle::isAlive);
    }
  }

  /** Starts it again where it was. */
  void restart() throws IOException {
    relaunch();
    untilReady();
  }

  /** Starts it again and does not wait. */
  void relaunch() throws IOException {
    process = launch();
  }

  /** Registers a station and gives its key. */
  String addStation(String id, String kind, String place) {
    return ask(
            "POST",
            "/api/v1/stations",
            """
            {"id":"%s","kind":"%s","place":"%s"}\
            """
                .formatted(id, kind, place))
        .get("key")
        .asText();
  }

  /** Opens a live stream as the operator. */
  InputStream stream(String path) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address() + path))
            .header("Authorization", operator())
            .build();
    try {
      HttpResponse<InputStream> answer =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      if (answer.statusCode() != 200) {
        throw new AssertionError(path + ": " + answer.statusCode());
      }
      return answer.body();
    } catch (InterruptedException why) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", why);
    }
  }

  JsonNode get(String path) {
    return ask("GET", path, "");
  }

  void put(String path, String body) {
    ask("PUT", path, body);
  }

  /** Asks as the operator; fails the test when the hub refuses. */
  JsonNode ask(String method, String path, String body) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address() + path))
              .timeout(Duration.ofSeconds(30))
              .header("Authorization", operator())
              .header("Content-Type", "application/json")
              .method(method, HttpRequest.BodyPublishers.ofString(body))
              .build();
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new AssertionError(method + " " + path + ": " + answer.statusCode() + answer.body());
      }
      return JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body());
    } catch (IOException why) {
      throw new AssertionError(method + " " + path + " did not answer", why);
    } catch (InterruptedException why) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", why);
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      killWithDatabase();
      throw new AssertionError("the hub did not stop within 20 s of SIGTERM");
    }
  }

  private String operator() throws IOException {
    return "Bearer " + Files.readString(data.resolve("operator-token")).strip();
  }

  private Process launch() throws IOException {
    Files.createDirectories(data);
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx320m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            program.getName());
    builder
        .environment()
        .putAll(
            Map.of(
                "ANIMA_DATA", data.toString(),
                "ANIMA_BALLAST_MIB", "0",
                "ANIMA_HTTP_PORT", String.valueOf(httpPort),
                "ANIMA_MQTT_PORT", String.valueOf(mqttPort),
                "ANIMA_DASHBOARD", data.resolve("no-dashboard").toString(),
                // Recordings are years old, and nobody follows those who rode then.
                "ANIMA_SAMPLE_DAYS", "20000",
                "ANIMA_POSITION_DAYS", "20000"));
    builder.environment().putAll(settings);
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(data.resolve("console.log").toFile()))
        .start();
  }

  /** What lives on its heap, in bytes: nothing that is only not yet collected. */
  long heapBytes() throws IOException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process asked =
        new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), "GC.class_histogram")
            .start();
    String all = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    // The last word of the last line: Total, objects, bytes.
    return Long.parseLong(all.substring(all.lastIndexOf(' ') + 1));
  }

  /** What it said so far. */
  String console() throws IOException {
    return Files.readString(data.resolve("console.log"));
  }

  /** Waits until it has ended by itself, and says how. */
  int untilEnded() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the hub goes on");
    }
    return process.exitValue();
  }

  void untilReady() {
    Awaitility.await("hub ready, console in " + data.resolve("console.log"))
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new AssertionError(
                    "the hub ended:\n" + Files.readString(data.resolve("console.log")));
              }
              return isReady();
            });
    // Known from now on, also when its disk is gone.
    database = database();
  }

  private boolean isReady() throws InterruptedException {
    return readiness().map(it -> it.get("ready").asBoolean()).orElse(false);
  }
}
