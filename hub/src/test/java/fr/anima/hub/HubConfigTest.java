package fr.anima.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.notices.carriers.CarrierConfig;
import fr.anima.hub.notices.push.PushConfig;
import fr.anima.hub.notices.sms.SmsConfig;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HubConfigTest {
  @Test
  void without_settings_everything_is_embedded_and_on_this_machine_only() {
    HubConfig config = HubConfig.from(Map.of("HOME", "/root"));

    assertEquals("127.0.0.1", config.http().host());
    assertEquals(8080, config.http().port());
    assertEquals(new HubConfig.Mqtt("127.0.0.1", 1883), config.mqtt());
    assertEquals(Optional.empty(), config.external().kafka());
    assertEquals(ZoneId.of("Europe/Paris"), config.site().zone());
    assertEquals(new HubConfig.Place(50.9581, 1.8530), config.site().centre());
    assertEquals(30, config.sessions().link().toMinutes());
    assertTrue(config.data().isAbsolute());
  }

  @Test
  void every_mistake_is_told_at_once() {
    Map<String, String> wrong =
        Map.ofEntries(
            Map.entry("ANIMA_HTTP_PORT", "80000"),
            Map.entry("ANIMA_MQTT_PORT", "many"),
            Map.entry("ANIMA_ZONE", "Europe/Calais"),
            Map.entry("ANIMA_CENTRE", "50.9"),
            Map.entry("ANIMA_KAFKA", "kafka"),
            Map.entry("ANIMA_PUBLIC_URL", "anima.example/path"),
            Map.entry("ANIMA_TLS_CERT", "/nowhere.pem"),
            Map.entry("ANIMA_PUSH_CONTACT", "owner@ferme.example"),
            Map.entry("ANIMA_PUSH_SERVICES", "https://push.example,http://192.168.1.1:80"),
            Map.entry("ANIMA_SMS_METHOD", "DELETE"),
            Map.entry("ANIMA_SMS_ACCEPTED", "2xx"),
            Map.entry("ANIMA_INFLUX", "influx:8086/db"),
            Map.entry("ANIMA_SAMPLE_DAYS", "500"),
            Map.entry("ANIMA_MINUTE_DAYS", "400"),
            Map.entry("ANIMA_HTP_HOST", "127.0.0.1"));

    Exception why = assertThrows(IllegalArgumentException.class, () -> HubConfig.from(wrong));
    String told = String.valueOf(why.getMessage());

    wrong.keySet().forEach(it -> assertTrue(told.contains(it), it + " in " + told));
    assertTrue(told.contains("a whole number from 0 to 65535"), told);
  }

  @Test
  void the_databases_password_is_never_printed() {
    String right = "postgresql://anima:s3cret@db/anima";
    String wrong = "mysql://anima:s3cret@db/anima";

    HubConfig config = HubConfig.from(Map.of("ANIMA_DATABASE", right));
    String told =
        assertThrows(
                IllegalArgumentException.class,
                () -> HubConfig.from(Map.of("ANIMA_DATABASE", wrong)))
            .getMessage();

    assertEquals(Optional.of(right), config.external().database());
    List.of(config.toString(), told).forEach(it -> assertFalse(it.contains("s3cret"), it));
  }

  @Test
  void history_is_in_the_database_unless_an_influxdb_is_named_and_positions_go_first() {
    HubConfig usual = HubConfig.from(Map.of());
    HubConfig influx =
        HubConfig.from(
            Map.of(
                "ANIMA_INFLUX", "http://influx:8086/",
                "ANIMA_INFLUX_TOKEN", "s3cret",
                "ANIMA_SAMPLE_DAYS", "500"));

    assertEquals(Optional.empty(), usual.external().influx());
    assertEquals(30, usual.retention().of("position").toDays());
    assertEquals(90, usual.retention().of("conditions").toDays());
    assertEquals("http://influx:8086/anima", influx.external().influx().orElseThrow().toString());
    assertEquals(500, influx.retention().minutes().toDays());
    assertFalse(influx.toString().contains("s3cret"), influx.toString());
  }

  @Test
  void keepers_are_told_by_the_ways_that_are_set_up_and_by_none_otherwise() {
    HubConfig told =
        HubConfig.from(
            Map.of(
                "ANIMA_SMTP", "smtps://mail.example:465",
                "ANIMA_SMTP_FROM", "anima@ferme.example",
                "ANIMA_SMTP_USER", "anima",
                "ANIMA_SMTP_PASSWORD", "s3cret",
                "ANIMA_WEBHOOK", "https://gateway.example/anima",
                "ANIMA_WEBHOOK_SECRET", "s3cret".repeat(6)));
    CarrierConfig none = HubConfig.from(Map.of()).carriers();

    assertEquals(
        new CarrierConfig(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new PushConfig(Optional.empty(), List.of())),
        none);
    assertEquals(
        "smtps://mail.example:465", told.carriers().mail().orElseThrow().server().toString());
    assertEquals("/anima", told.carriers().webhook().orElseThrow().address().getPath());
    assertFalse(told.toString().contains("s3cret"), told.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "ANIMA_SMTP=mail.example, ANIMA_SMTP",
    "ANIMA_SMTP=smtp://mail.example:25, ANIMA_SMTP_FROM",
    "ANIMA_SMTP_PASSWORD=s3cret, ANIMA_SMTP_USER",
    "ANIMA_WEBHOOK=https://user:s3cret@gateway.example/, ANIMA_WEBHOOK",
    "ANIMA_WEBHOOK=https://gateway.example/, ANIMA_WEBHOOK_SECRET",
    "ANIMA_WEBHOOK_SECRET=s3cret, at least 32",
    "ANIMA_SMS=https://gateway.example/?key=s3cret, ANIMA_SMS_BODY",
    "ANIMA_SMS=https://gateway.example/sms, ANIMA_SMS_BODY",
    "ANIMA_SMS_BODY=key=s3cret&text={text}, '{to}'",
    "'ANIMA_SMS_BODY={\"key\": \"s3cret\", \"a\": {to} {text}', JSON",
    "ANIMA_SMS_HEADERS=s3cret, ANIMA_SMS_HEADERS"
  })
  void a_way_that_is_set_up_by_half_is_a_mistake_that_keeps_its_secret(String set, String told) {
    String[] setting = set.split("=", 2);

    Exception mistakes =
        assertThrows(
            IllegalArgumentException.class, () -> HubConfig.from(Map.of(setting[0], setting[1])));
    String why = String.valueOf(mistakes.getMessage());

    assertTrue(why.contains(told), why);
    assertFalse(why.contains("s3cret"), why);
  }

  @Test
  void text_messages_go_to_a_gateway_in_its_own_words() {
    HubConfig told =
        HubConfig.from(
            Map.of(
                "ANIMA_SMS", "https://api.gateway.example/v3/send",
                "ANIMA_SMS_HEADERS", "api-key: s3cret | accept: application/json",
                "ANIMA_SMS_BODY", "{\"recipient\": \"{digits}\", \"content\": \"{text}\"}",
                "ANIMA_SMS_ACCEPTED", "201",
                "ANIMA_SMS_PER_HOUR", "3"));
    SmsConfig sms = told.carriers().sms().orElseThrow();

    assertEquals(Map.of("api-key", "s3cret", "accept", "application/json"), sms.headers());
    assertEquals(new SmsConfig.Limits(3, 20), sms.limits());
    assertEquals(Set.of(201), sms.taken().statuses());
    assertFalse(told.toString().contains("s3cret"), told.toString());
  }

  @Test
  void a_push_service_may_write_to_the_owner_or_to_the_address_of_the_hub() {
    String owner = "mailto:owner@ferme.example";
    Map<String, String> both =
        Map.of("ANIMA_PUBLIC_URL", "https://anima.example", "ANIMA_PUSH_CONTACT", owner);
    Map<String, String> address = Map.of("ANIMA_PUBLIC_URL", "https://anima.example");

    assertEquals(Optional.of(owner), HubConfig.from(both).carriers().push().contact());
    assertEquals(
        Optional.of("https://anima.example"), HubConfig.from(address).carriers().push().contact());
  }

  @Test
  void people_are_told_the_address_they_can_reach() {
    HubConfig everywhere = HubConfig.from(Map.of("ANIMA_HTTP_HOST", "0.0.0.0"));
    HubConfig behindProxy = HubConfig.from(Map.of("ANIMA_PUBLIC_URL", "https://Anima.example/"));

    assertEquals("http://127.0.0.1:8080", everywhere.address(8080));
    assertEquals("https://anima.example", behindProxy.address(8080));
  }
}
