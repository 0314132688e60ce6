package fr.anima.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.edge.spool.SpoolRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The uplink's pure parts: waiting, answers, batches. */
class BackoffTest {
  @Test
  void waits_double_up_to_half_a_minute() {
    List<Long> limits = new ArrayList<>();
    for (Backoff it = Backoff.standard(); limits.size() < 6; it = it.longer()) {
      limits.add(it.limit().toSeconds());
    }

    assertEquals(List.of(4L, 8L, 16L, 30L, 30L, 30L), limits);
  }

  @Test
  void two_thousand_stations_do_not_come_back_in_the_same_second() {
    Random random = new Random(1);
    int[] perSecond = new int[31];
    Backoff third = Backoff.standard().longer().longer();
    for (int station = 0; station < 2_000; station++) {
      Duration delay = third.delay(random.nextDouble());
      perSecond[(int) delay.toSeconds()]++;
    }

    for (int count : perSecond) {
      assertTrue(count < 200, count + " in one second");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0x00, STORED",
    "0x10, LATER",
    "0x80, LATER",
    "0x83, LATER",
    "0x87, LATER",
    "0x90, REFUSED",
    "0x97, LATER",
    "0x99, REFUSED"
  })
  void a_reason_code_means(String code, Answer answer) {
    assertEquals(answer, Answer.of(Integer.decode(code)));
  }

  private static SpoolRecord record(String channel, long sequence, int bytes) {
    byte[] payload = "x".repeat(bytes).getBytes(StandardCharsets.UTF_8);
    return new SpoolRecord(1, sequence, SpoolRecord.Rank.TELEMETRY, channel, payload, sequence);
  }

  @Test
  void a_batch_has_one_channel_and_keeps_its_order() {
    List<SpoolRecord> records = new ArrayList<>();
    for (int sequence = 1; sequence <= 10; sequence++) {
      records.add(record(sequence % 2 == 0 ? "readings" : "positions", sequence, 10));
    }

    List<Batch> batches = Batch.of(records, Batch.MOST_BYTES);

    assertEquals(List.of("positions", "readings"), batches.stream().map(Batch::channel).toList());
    assertEquals(
        List.of(1L, 3L, 5L, 7L, 9L),
        batches.get(0).records().stream().map(SpoolRecord::sequence).toList());
  }

  @Test
  void a_batch_has_at_most_two_hundred_records_and_the_bytes_agreed() {
    List<SpoolRecord> records = new ArrayList<>();
    for (int sequence = 1; sequence <= 450; sequence++) {
      records.add(record("readings", sequence, sequence % 5 == 0 ? 900 : 5));
    }

    List<Batch> batches = Batch.of(records, 20_000);

    assertEquals(450, batches.stream().mapToInt(it -> it.records().size()).sum());
    for (Batch each : batches) {
      assertTrue(each.records().size() <= 200 && each.bytes() <= 20_000, each.bytes() + " bytes");
      assertEquals(each.bytes(), each.payload().length);
    }
  }
}
