package fr.anima.hub.ingest.dialects;

import static fr.anima.hub.stations.Dialect.TTN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.ingest.dialects.Said.Objection.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TheThingsTest {
  private static final Foreigner APPLICATION =
      Foreigner.of(TTN, "farm").placing("eui-1", "alpacas");
  private static final String UP = "v3/farm@ttn/devices/eui-1/up";
  private static final String UPLINK =
      """
      {"end_device_ids":{"device_id":"eui-1","application_ids":{"application_id":"farm"}},
       "received_at":"2026-11-23T09:59:59.5Z","uplink_message":{"f_port":85,"f_cnt":7,
       "decoded_payload":{"temperature":30.8,"co2":1127,"battery":92,"counter":{"a":1}},
       "normalized_payload":[{"battVolt":92}],"received_at":"2026-11-23T09:59:58.123456789Z"}}""";

  @Test
  void an_uplink_is_read_at_the_networks_time() {
    Said said = APPLICATION.says(UP, UPLINK);

    assertEquals(
        Map.of(
            "alpacas temperature", 30.8, "alpacas carbon-dioxide", 1127.0, "alpacas battery", 92.0),
        Foreigner.values(said));
    assertEquals(
        Optional.of(Instant.parse("2026-11-23T09:59:58.123Z")), said.told().get(0).measuredAt());
    assertEquals(List.of("eui-1 counter.a"), Foreigner.leftOut(said));
  }

  @Test
  void what_the_network_did_not_decode_is_a_fault() {
    Said said = APPLICATION.says(UP, UPLINK.replace("decoded_payload", "other"));

    assertTrue(Foreigner.fault(said, "eui-1").contains("payload formatter"));
    assertTrue(said.told().isEmpty());
  }

  @Test
  void a_device_speaks_for_itself_only() {
    Said said = APPLICATION.says(UP, UPLINK.replace("\"eui-1\"", "\"eui-2\""));

    assertEquals(List.of(Kind.UNREADABLE), Foreigner.objections(said));
    assertTrue(said.told().isEmpty());
  }

  @Test
  void joins_and_acknowledgements_are_left_out() {
    Said said = APPLICATION.says("v3/farm@ttn/devices/eui-1/join", "{}");

    assertEquals(List.of("eui-1 join"), Foreigner.leftOut(said));
  }
}
