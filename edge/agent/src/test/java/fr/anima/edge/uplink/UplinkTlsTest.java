package fr.anima.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.edge.spool.Spool;
import fr.anima.edge.spool.SpoolLimits;
import fr.anima.edge.spool.SpoolRecord;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An encrypted hub is trusted for its certificate and its name, or not at all. */
class UplinkTlsTest {
  private static final char[] PASSWORD = "test-only".toCharArray();

  @TempDir Path directory;

  /** A key and a certificate of its own, made by the JDK's keytool; returns its PEM file. */
  private Path certificate(String name, String alternative) throws Exception {
    Path store = directory.resolve(name + ".p12");
    Path pem = directory.resolve(name + ".pem");
    keytool(
        "-genkeypair -alias hub -keyalg EC -dname CN=" + name + " -ext san=" + alternative, store);
    keytool("-exportcert -rfc -alias hub -file " + pem, store);
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
        Uplink uplink = new Uplink(config, spool, plan -> {}, Rig.QUICK)) {
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
        Uplink uplink = new Uplink(config, spool, plan -> {}, Rig.QUICK)) {
      uplink.start();

      Rig.soon().until(() -> uplink.state().trouble().contains("give a PEM file"));
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
    int free;
    try (ServerSocket nobody = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      free = nobody.getLocalPort();
    }

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
            new UplinkConfig(address, Rig.STATION, "secret", authority), Duration.ofSeconds(5))
        .orElse("");
  }
}
