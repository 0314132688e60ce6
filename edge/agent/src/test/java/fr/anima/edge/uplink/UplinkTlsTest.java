package fr.anima.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.edge.check.HubReach;
import fr.anima.edge.clock.FakeMachine;
import fr.anima.edge.clock.KeptClock;
import fr.anima.edge.clock.StationClock;
import fr.anima.edge.spool.Spool;
import fr.anima.edge.spool.SpoolLimits;
import fr.anima.edge.spool.SpoolRecord;
import fr.anima.wire.ClockQuality;
import fr.anima.wire.FreePort;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An encrypted hub is trusted for its certificate and its name, or not at all. */
class UplinkTlsTest {
  private static final char[] PASSWORD = "test-only".toCharArray();

  @TempDir Path directory;
  private StationClock clock = KeptClock.in(Path.of("none"));

  /** A key and a certificate of its own, made by the JDK's keytool; returns its PEM file. */
  private Path certificate(String name, String alternative) throws Exception {
    Path store = directory.resolve(name + ".p12");
    Path pem = directory.resolve(name + ".pem");
    keytool(
        "-genkeypair -alias hub -keyalg EC -dname CN=" + name + " -ext san=" + alternative, store);
    keytool("-exportcert -rfc -alias hub -file " + pem, store);
    return pem;
  }

  /**
   * A hub's certificate signed by an authority of its own; returns the authority's PEM file.
   *
   * @param dates of the hub's certificate, as keytool's options
   * @param purpose its extended key usage
   */
  private Path signed(String name, String dates, String purpose) throws Exception {
    Path authority = directory.resolve("authority.p12");
    Path hub = directory.resolve(name + ".p12");
    Path request = directory.resolve(name + ".csr");
    Path certificate = directory.resolve(name + ".pem");
    Path pem = directory.resolve("authority.pem");
    String good = " -startdate -20y -validity 36500";
    keytool("-genkeypair -alias ca -keyalg EC -dname CN=authority -ext bc:c" + good, authority);
    keytool("-exportcert -rfc -alias ca -file " + pem, authority);
    keytool("-genkeypair -alias hub -keyalg EC -dname CN=" + name, hub);
    keytool("-certreq -alias hub -file " + request, hub);
    String wanted = " -ext san=dns:localhost -ext eku=" + purpose + " " + dates;
    String files = " -infile " + request + " -outfile " + certificate;
    keytool("-gencert -rfc -alias ca" + files + wanted, authority);
    keytool("-importcert -noprompt -alias ca -file " + pem, hub);
    keytool("-importcert -alias hub -file " + certificate, hub);
    return pem;
  }

  private static void keytool(String words, Path store) throws Exception {
    Path program = Path.of(System.getProperty("java.home"), "bin", "keytool");
    String rest = words + " -storetype PKCS12 -storepass test-only -keystore " + store;
    List<String> command = new java.util.ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(rest.split(" ", -1)));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }

  private HubStub hub(String name) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(directory.resolve(name + ".p12"))) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
    factory.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    ServerSocket socket =
        context
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    return new HubStub(socket);
  }

  private UplinkState send(HubStub hub, Optional<Path> authority) throws Exception {
    URI address = URI.create("ssl://localhost:" + hub.port());
    UplinkConfig config = new UplinkConfig(address, Rig.STATION, "secret", authority);
    try (Spool spool = Spool.open(directory.resolve("spool"), SpoolLimits.standard());
        Uplink uplink = new Uplink(config, spool, clock, plan -> {}, Rig.QUICK)) {
      spool.append(SpoolRecord.Rank.TELEMETRY, "readings", 7, 1, new byte[] {'{', '}'});
      uplink.start();
      Rig.soon()
          .until(
              () ->
                  spool.state().records() == 0
                      || uplink.state().trouble().startsWith("cannot connect"));
      return uplink.state();
    }
  }

  @Test
  void a_hub_with_the_pinned_authority_and_its_own_name_is_trusted() throws Exception {
    Path pem = certificate("right", "dns:localhost");
    try (HubStub hub = hub("right")) {
      assertEquals(1, send(hub, Optional.of(pem)).acknowledged());
    }
  }

  @Test
  void a_hub_with_another_certificate_is_not_trusted() throws Exception {
    Path pem = certificate("right", "dns:localhost");
    certificate("wrong", "dns:localhost");
    try (HubStub hub = hub("wrong")) {
      UplinkState state = send(hub, Optional.of(pem));

      assertEquals(0, state.acknowledged());
      assertEquals(List.of(), hub.connects);
      assertTrue(state.trouble().contains("certif") || state.trouble().contains("PKIX"));
    }
  }

  @Test
  void a_hub_under_another_name_is_not_trusted() throws Exception {
    Path pem = certificate("elsewhere", "dns:hub.example");
    try (HubStub hub = hub("elsewhere")) {
      UplinkState state = send(hub, Optional.of(pem));

      assertEquals(0, state.acknowledged());
      assertEquals(List.of(), hub.connects);
    }
  }

  @Test
  void a_hub_the_system_does_not_know_is_not_trusted() throws Exception {
    certificate("right", "dns:localhost");
    try (HubStub hub = hub("right")) {
      assertEquals(0, send(hub, Optional.empty()).acknowledged());
      assertEquals(List.of(), hub.connects);
    }
  }

  @Test
  void an_authority_file_that_is_none_is_told() throws Exception {
    certificate("right", "dns:localhost");
    Path empty = Files.writeString(directory.resolve("empty.pem"), "\n");
    URI address = URI.create("ssl://localhost:1");
    UplinkConfig config = new UplinkConfig(address, Rig.STATION, "secret", Optional.of(empty));
    try (Spool spool = Spool.open(directory.resolve("spool"), SpoolLimits.standard());
        Uplink uplink = new Uplink(config, spool, clock, plan -> {}, Rig.QUICK)) {
      uplink.start();

      Rig.soon().until(() -> uplink.state().trouble().contains("give a PEM file"));
    }
  }

  /** When the hub's certificate is good, what the station knows of the time, and the outcome. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          good now, the time is known          | -startdate -10d -validity 20 | synced    | serverAuth | 1
          good now, the clock shows 1970       | -startdate -10d -validity 20 | estimated | serverAuth | 1
          ended, the time is known             | -startdate -90d -validity 80 | synced    | serverAuth | 0
          not begun, the time is known         | -startdate +10d -validity 80 | synced    | serverAuth | 0
          ended before the last known time     | -startdate -9y -validity 80  | estimated | serverAuth | 0
          not a server's, the time is known    | -startdate -10d -validity 20 | synced    | clientAuth | 0
          not a server's, the clock shows 1970 | -startdate -10d -validity 20 | estimated | clientAuth | 0
          """)
  void a_certificate_must_be_good_at_the_time_as_far_as_it_is_known(
      String story, String dates, String quality, String purpose, int acknowledged)
      throws Exception {
    Path authority = signed("dated", dates, purpose);
    if (ClockQuality.ofWord(quality) == ClockQuality.ESTIMATED) {
      FakeMachine in1970 = new FakeMachine(directory.resolve("machine"), Instant.EPOCH);
      clock = new StationClock(in1970.time(), StationClock.Trust.AUTO, directory);
    }

    try (HubStub hub = hub("dated")) {
      assertEquals(acknowledged, send(hub, Optional.of(authority)).acknowledged(), story);
      assertEquals(acknowledged, hub.connects.size());
    }
  }

  @Test
  void an_authority_that_is_itself_the_hubs_certificate_ends_too() throws Exception {
    Path pem = certificate("right", "dns:localhost -startdate -90d -validity 80");
    try (HubStub hub = hub("right")) {
      assertEquals(0, send(hub, Optional.of(pem)).acknowledged());
    }
  }

  @Test
  void the_way_to_a_hub_is_tried_as_far_as_its_certificate() throws Exception {
    Path pem = certificate("right", "dns:localhost");
    Path other = certificate("elsewhere", "dns:hub.example");
    try (HubStub right = hub("right");
        HubStub elsewhere = hub("elsewhere")) {
      assertEquals("", trouble(right.port(), Optional.of(pem)));
      assertTrue(trouble(right.port(), Optional.empty()).startsWith("nobody that this machine"));
      assertEquals(
          "its certificate is for another name than localhost",
          trouble(elsewhere.port(), Optional.of(other)));
      assertEquals(List.of(), right.connects);
    }
  }

  @Test
  void a_hub_that_does_not_speak_tls_is_told_from_one_that_is_not_there() throws Exception {
    int free = FreePort.any();

    try (HubStub plain = new HubStub()) {
      assertEquals(
          "it does not speak TLS at this port; write its port for TLS, or tcp:// without",
          trouble(plain.port(), Optional.empty()));
    }
    assertEquals(
        "localhost is there, but nothing listens at port "
            + free
            + "; is the hub running, is the port right?",
        trouble(free, Optional.empty()));
  }

  private static String trouble(int port, Optional<Path> authority) {
    URI address = URI.create("ssl://localhost:" + port);
    return HubReach.trouble(
            new UplinkConfig(address, Rig.STATION, "secret", authority),
            KeptClock.in(Path.of("none")).now(),
            Duration.ofSeconds(5))
        .orElse("");
  }
}
