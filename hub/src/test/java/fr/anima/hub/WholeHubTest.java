package fr.anima.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.live.Channel;
import fr.anima.hub.people.Role;
import fr.anima.hub.people.SignIn;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.Yaml;

class WholeHubTest {
  private static final String ANYONE = "admin courier dispatcher keeper merchant official";
  private static final String UUID = "00000000-0000-4000-8000-000000000000";

  /** Who is meant to call what; the only place besides the rooms where it is written down. */
  private static final Map<String, String> MEANT =
      Map.ofEntries(
          Map.entry("getSession", ANYONE),
          Map.entry("openSession", AccessMatrix.EVERYONE),
          Map.entry("closeSession", AccessMatrix.EVERYONE),
          Map.entry("listPeople", "admin"),
          Map.entry("invitePerson", "admin"),
          Map.entry("listStations", "admin"),
          Map.entry("addStation", "admin"),
          Map.entry("revokeStation", "admin"),
          Map.entry("setStationPlan", "admin"),
          Map.entry("takeOwnTracks", AccessMatrix.EVERYONE),
          Map.entry("takeUplink", AccessMatrix.EVERYONE),
          Map.entry("listDevices", "admin"),
          Map.entry("mapDevice", "admin"),
          Map.entry("forgetDevice", "admin"),
          Map.entry("offerStation", "admin"),
          Map.entry("listStationOffers", "admin"),
          Map.entry("withdrawStationOffer", "admin"),
          Map.entry("recompute", "admin"),
          Map.entry("claimStation", AccessMatrix.EVERYONE),
          Map.entry("listRefusals", "admin"),
          Map.entry("getHealth", "admin"),
          Map.entry("listEnclosures", "keeper admin"),
          Map.entry("putEnclosure", "keeper admin"),
          Map.entry("previewEnclosure", "keeper admin"),
          Map.entry("getHeat", "keeper admin"),
          Map.entry("watchHeat", "keeper admin"),
          Map.entry("getEnclosureHistory", "keeper admin"),
          Map.entry("exportEnclosureHistory", "keeper admin"),
          Map.entry("listSpecies", "keeper admin"),
          Map.entry("getEnclosureProposal", "keeper admin"),
          Map.entry("putOverride", "keeper admin"),
          Map.entry("withdrawOverride", "keeper admin"),
          Map.entry("listAnimals", "keeper admin"),
          Map.entry("getAnimal", "keeper admin"),
          Map.entry("putAnimal", "keeper admin"),
          Map.entry("noteAnimalEvent", "keeper admin"),
          Map.entry("putPhoto", "keeper admin"),
          Map.entry("getPhoto", "keeper admin"),
          Map.entry("listRounds", "keeper admin"),
          Map.entry("getAlarmLoad", "admin"),
          Map.entry("tickRound", "keeper admin"),
          Map.entry("listEnclosureNotes", "keeper admin"),
          Map.entry("noteEnclosure", "keeper admin"),
          Map.entry("setRoundHours", "keeper admin"),
          Map.entry("listAlerts", "keeper admin"),
          Map.entry("acknowledgeAlert", "keeper"),
          Map.entry("withdrawAcknowledgement", "keeper"),
          Map.entry("listAlertDeeds", "keeper admin"),
          Map.entry("doToAlert", "keeper admin"),
          Map.entry("startCleaning", "keeper admin"),
          Map.entry("endCleaning", "keeper admin"),
          Map.entry("getRoster", "keeper admin"),
          Map.entry("putRoster", "keeper admin"),
          Map.entry("addSwap", "keeper admin"),
          Map.entry("dropSwap", "keeper admin"),
          Map.entry("listNotices", "keeper admin"),
          Map.entry("getNoticePreferences", "keeper admin"),
          Map.entry("putNoticePreferences", "keeper admin"),
          Map.entry("listPhones", "keeper admin"),
          Map.entry("addPhone", "keeper admin"),
          Map.entry("dropPhone", "keeper admin"),
          Map.entry("tryWay", "keeper admin"),
          Map.entry("listBikes", "dispatcher courier admin"),
          Map.entry("putBike", "admin"),
          Map.entry("getTrack", "dispatcher admin"),
          Map.entry("listCounters", "official admin"),
          Map.entry("putCounter", "admin"),
          Map.entry("getFootfallHours", "official admin"),
          Map.entry("getFootfallDays", "official admin"),
          Map.entry("getShop", AccessMatrix.EVERYONE),
          Map.entry("placeOrder", AccessMatrix.EVERYONE),
          Map.entry("putMerchant", "admin"),
          Map.entry("putProduct", "admin"),
          Map.entry("putSlots", "admin dispatcher"),
          Map.entry("listMerchantOrders", "merchant"),
          Map.entry("changeMerchantOrder", "merchant"),
          Map.entry("listDeliveries", "dispatcher admin"),
          Map.entry("assignDelivery", "dispatcher"),
          Map.entry("unassignDelivery", "dispatcher"),
          Map.entry("getTour", "courier"),
          Map.entry("startShift", "courier"),
          Map.entry("endShift", "courier"),
          Map.entry("reportStop", "courier"),
          Map.entry("trackOrder", AccessMatrix.EVERYONE),
          Map.entry("openStream", ANYONE),
          Map.entry("listEnclosureAlerts", "keeper admin"),
          Map.entry("listEnclosureEvents", "keeper admin"),
          Map.entry("exportClimateTable", "keeper admin"),
          Map.entry("exportClimatePage", "keeper admin"));

  /** Everyone may knock here; a station's key decides, and nobody in this test has one. */
  private static final Set<String> BY_KEY = Set.of("takeOwnTracks", "takeUplink");

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static WholeHub hub;

  @BeforeAll
  static void open() throws IOException {
    hub = new WholeHub();
  }

  @TestFactory
  Stream<DynamicTest> rooms_admit_exactly_who_is_meant() {
    return AccessMatrix.of(hub.accesses(), MEANT);
  }

  @TestFactory
  Stream<DynamicTest> over_http_too_and_no_request_makes_the_hub_fail() throws IOException {
    return contract().entrySet().stream()
        .filter(it -> !it.getKey().equals("openStream"))
        .flatMap(
            it ->
                Stream.concat(Stream.of(""), Arrays.stream(Role.values()).map(Role::word))
                    .map(
                        who ->
                            DynamicTest.dynamicTest(
                                it.getKey() + " by " + (who.isEmpty() ? "nobody" : who),
                                () -> check(it.getKey(), it.getValue(), who))));
  }

  @TestFactory
  Stream<DynamicTest> streams_are_for_those_their_topics_are_for() {
    return hub.channels.stream()
        .flatMap(
            channel ->
                Arrays.stream(Role.values())
                    .map(
                        role ->
                            DynamicTest.dynamicTest(
                                channel.name() + " by " + role.word(),
                                () -> checkStream(channel, role))));
  }

  @Test
  void a_link_becomes_a_session_and_a_session_ends() throws Exception {
    SignIn.Link link = TestDatabase.await(hub.signIn.firstAdministrator()).orElseThrow();
    String code = link.path().substring(link.path().indexOf('#') + 1);

    HttpResponse<String> opened = post("/api/v1/session", "", "{\"code\":\"" + code + "\"}");
    String cookie = opened.headers().firstValue("Set-Cookie").orElse("");
    String session = cookie.split(";", 2)[0];
    HttpResponse<String> me = get("/api/v1/session", session);
    HttpResponse<String> again = post("/api/v1/session", "", "{\"code\":\"" + code + "\"}");
    HttpResponse<String> closed = send(request("/api/v1/session", session).DELETE());
    HttpResponse<String> after = get("/api/v1/session", session);

    assertEquals(200, opened.statusCode(), opened.body());
    assertTrue(cookie.endsWith("; Path=/; HttpOnly; SameSite=Lax; Max-Age=43200"), cookie);
    assertEquals("admin", new JsonObject(me.body()).getString("role"));
    assertEquals("Europe/Paris", new JsonObject(me.body()).getString("zone"));
    assertEquals(401, again.statusCode());
    assertEquals(204, closed.statusCode());
    assertEquals(401, after.statusCode());
  }

  @Test
  void the_operator_of_this_machine_invites_people() throws Exception {
    String key = "Bearer " + Files.readString(hub.operatorToken).strip();
    String baker = "{\"name\":\"Boulangerie\",\"role\":\"merchant\",\"scope\":\"bakery\"}";
    String unscoped = "{\"name\":\"Boulangerie\",\"role\":\"merchant\"}";

    HttpResponse<String> invited = send(operator(key, baker));
    HttpResponse<String> refused = send(operator(key, unscoped));
    HttpResponse<String> proxied =
        send(operator(key, baker).header("X-Forwarded-For", "192.0.2.7"));

    JsonObject answer = new JsonObject(invited.body());
    assertEquals(201, invited.statusCode(), invited.body());
    assertTrue(answer.getString("link").startsWith("/connexion#"), invited.body());
    assertEquals("/scope", new JsonObject(refused.body()).getString("field"));
    assertEquals(401, proxied.statusCode());
  }

  @Test
  void health_and_metrics_are_for_this_machine() throws Exception {
    assertEquals(200, get("/health/live", "").statusCode());
    assertEquals(200, get("/health/ready", "").statusCode());
    assertEquals("anima_up 1\n", get("/metrics", "").body());
    assertEquals(
        403,
        send(request("/metrics", "").header("X-Forwarded-For", "192.0.2.7").GET()).statusCode());
  }

  private static void check(String id, Target target, String who) throws Exception {
    boolean everyone = MEANT.getOrDefault(id, "").equals(AccessMatrix.EVERYONE);
    boolean meant = everyone || List.of(MEANT.getOrDefault(id, "").split(" ")).contains(who);

    HttpResponse<String> answer =
        send(
            request(target.path(), who.isEmpty() ? "" : "who=" + who)
                .header("If-Match", "\"1\"")
                .method(
                    target.method(),
                    target.method().equals("GET")
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofString("{}")));

    if (BY_KEY.contains(id)) {
      assertTrue(Set.of(400, 401).contains(answer.statusCode()), answer.body());
    } else if (meant) {
      assertNotEquals(401, answer.statusCode(), answer.body());
      assertNotEquals(403, answer.statusCode(), answer.body());
      assertTrue(answer.statusCode() < 500, answer.body());
    } else {
      assertEquals(who.isEmpty() ? 401 : 403, answer.statusCode(), answer.body());
    }
  }

  private static void checkStream(Channel channel, Role role) throws Exception {
    boolean meant = channel.access().admits(Optional.of(AccessMatrix.viewer(role)));

    HttpResponse<InputStream> answer =
        CLIENT.send(
            request("/api/v1/stream?topics=" + channel.name(), "who=" + role.word()).GET().build(),
            BodyHandlers.ofInputStream());

    assertEquals(meant ? 200 : 403, answer.statusCode());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      if (meant) {
        String first = lines.lines().filter(it -> it.startsWith("data: ")).findFirst().orElse("");
        JsonObject snapshot = new JsonObject(first.substring("data: ".length()));
        assertEquals("snapshot", snapshot.getString("kind"));
        assertEquals(channel.name(), snapshot.getString("topic"));
        assertEquals(WholeHub.NOW.toString(), snapshot.getString("hubTime"));
      }
    }
  }

  /** Every operation of the contract, where to send a request that has the parameters it needs. */
  private static Map<String, Target> contract() throws IOException {
    Map<String, Target> targets = new LinkedHashMap<>();
    try (InputStream yaml =
        WholeHubTest.class.getResourceAsStream("/fr/anima/hub/contract/openapi.yaml")) {
      JsonObject paths =
          new JsonObject(new Yaml().<Map<String, Object>>load(yaml)).getJsonObject("paths");
      for (String path : paths.fieldNames()) {
        JsonObject methods = paths.getJsonObject(path);
        for (String method : methods.fieldNames()) {
          targets.put(
              methods.getJsonObject(method).getString("operationId"),
              new Target(method.toUpperCase(Locale.ROOT), filled(path)));
        }
      }
    }
    return targets;
  }

  private static String filled(String path) {
    return path.replaceAll(
                "\\{(alert|override|animal|event|merchantOrder|delivery|stop|swap|tick)}", UUID)
            .replaceAll("\\{token}", "x".repeat(43))
            .replaceAll("\\{.*?}", "unknown")
        + "?quantity=temperature&step=1h&from=2027-03-01T00:00:00Z&until=2027-03-02T00:00:00Z"
        + "&firstDay=2027-03-01&lastDay=2027-03-02";
  }

  private static HttpRequest.Builder operator(String key, String body) {
    return HttpRequest.newBuilder(URI.create(hub.address() + "/api/v1/people"))
        .header("Content-Type", "application/json")
        .header("Authorization", key)
        .POST(BodyPublishers.ofString(body));
  }

  private static HttpResponse<String> get(String path, String cookie) throws Exception {
    return send(request(path, cookie).GET());
  }

  private static HttpResponse<String> post(String path, String cookie, String body)
      throws Exception {
    return send(request(path, cookie).POST(BodyPublishers.ofString(body)));
  }

  private static HttpRequest.Builder request(String path, String cookie) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(hub.address() + path))
            .header("Content-Type", "application/json")
            .header("Origin", hub.address());
    return cookie.isEmpty() ? request : request.header("Cookie", cookie);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private record Target(String method, String path) {}
}
