package fr.anima.hub.ingest.dialects;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import fr.anima.hub.fixtures.Damage;
import fr.anima.hub.stations.Dialect;
import fr.anima.wire.Measurement;
import fr.anima.wire.Message;
import fr.anima.wire.Readings;
import fr.anima.wire.WireException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Damaged messages of every dialect: never an exception, never a value that cannot be. */
class RobustnessTest {
  private static final long SEED = 20_261_123;
  private static final int ROUNDS = 4_000;

  /** A message of a dialect. */
  private record Sample(String topic, String payload) {}

  private static final Map<Dialect, List<Sample>> SAMPLES = new EnumMap<>(Dialect.class);

  static {
    SAMPLES.put(
        Dialect.OWNTRACKS,
        List.of(
            new Sample(
                "owntracks/s/phone",
                "{\"_type\":\"location\",\"lat\":50.9,\"lon\":1.8,\"acc\":9,\"tst\":1795428000,"
                    + "\"vel\":9,\"cog\":3,\"alt\":4,\"batt\":50,\"p\":101.2}")));
    SAMPLES.put(
        Dialect.ZIGBEE2MQTT,
        List.of(
            new Sample(
                "zigbee2mqtt/d",
                "{\"temperature\":20.5,\"humidity\":\"50\",\"contact\":true,\"battery\":null,"
                    + "\"last_seen\":\"2026-11-23T09:00:00Z\"}"),
            new Sample("zigbee2mqtt/d", "{\"illuminance\":5,\"last_seen\":1795428000000}")));
    SAMPLES.put(
        Dialect.TASMOTA,
        List.of(
            new Sample(
                "tele/s/SENSOR",
                "{\"Time\":\"2026-10-25T02:30:00\",\"DS18B20\":{\"Id\":\"01\",\"Temperature\":20.5},"
                    + "\"TempUnit\":\"C\",\"Switch1\":\"ON\"}")));
    SAMPLES.put(
        Dialect.SHELLY,
        List.of(
            new Sample(
                "s/events/rpc",
                "{\"method\":\"NotifyStatus\",\"params\":{\"ts\":1795428000.1,\"temperature:0\":"
                    + "{\"id\":0,\"tC\":20.5,\"errors\":[\"read\"]},\"switch:0\":{\"output\":true}}}")));
    SAMPLES.put(
        Dialect.SENML,
        List.of(
            new Sample(
                "senml/s",
                "[{\"bn\":\"d:\",\"bt\":1795428000,\"bver\":5,\"n\":\"t\",\"u\":\"Cel\",\"v\":20.5},"
                    + "{\"u\":\"lat\",\"v\":50},{\"u\":\"lon\",\"t\":-5,\"v\":1},{\"vb\":true}]"),
            new Sample("senml/s", cbor())));
    SAMPLES.put(
        Dialect.TTN,
        List.of(
            new Sample(
                "v3/s@ttn/devices/d/up",
                "{\"end_device_ids\":{\"device_id\":\"d\"},\"uplink_message\":{\"decoded_payload\":"
                    + "{\"temperature\":20.5,\"battery\":9},\"received_at\":\"2026-11-23T09:00:00Z\"}}")));
  }

  @ParameterizedTest
  @EnumSource
  void a_damaged_message_is_never_an_exception(Dialect dialect) {
    Random random = new Random(SEED);
    Foreigner station = Foreigner.of(dialect, "s").placing("d", "place");
    List<Sample> samples = SAMPLES.getOrDefault(dialect, List.of());
    assertFalse(samples.isEmpty(), "every dialect has a sample");
    for (Sample sample : samples) {
      byte[] whole = sample.payload().getBytes(StandardCharsets.ISO_8859_1);
      for (int round = 0; round < ROUNDS; round++) {
        byte[] payload = Damage.of(whole, random);
        try {
          check(station.says(sample.topic(), payload));
        } catch (RuntimeException why) {
          throw new AssertionError(
              "seed " + SEED + " round " + round + ": " + HexFormat.of().formatHex(payload), why);
        }
      }
    }
  }

  private static void check(Said said) {
    assertNotNull(said);
    try {
      Foreigner.messages(said).forEach(RobustnessTest::checkValues);
    } catch (WireException refusedLater) {
      assertNotNull(refusedLater.flaw());
    }
  }

  private static void checkValues(Message message) {
    if (message instanceof Readings readings) {
      for (Measurement each : readings.values()) {
        if (!each.quantity().isPossible(each.value())) {
          throw new IllegalStateException("impossible " + each);
        }
      }
    }
  }

  private static String cbor() {
    return new String(
        HexFormat.of().parseHex("81a4" + "21636e313a" + "006174" + "016343656c" + "02f94ce0"),
        StandardCharsets.ISO_8859_1);
  }
}
