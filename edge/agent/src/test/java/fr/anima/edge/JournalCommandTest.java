package fr.anima.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.edge.clock.MachineTime;
import fr.anima.edge.spool.Spool;
import fr.anima.edge.spool.SpoolLimits;
import fr.anima.edge.spool.SpoolRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code anima-edge journal} on the directory of a running agent. */
class JournalCommandTest {
  private static final String TELEMETRY = "telemetry-0000000000000001.seg";

  @TempDir Path station;
  private Path journal = Path.of("");
  private @Nullable Spool opened;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void a_running_spool() throws IOException {
    journal = station.resolve("journal");
    Spool spool = Spool.open(journal, SpoolLimits.standard());
    opened = spool;
    for (long sequence = 1; sequence <= 10; sequence++) {
      append(
          spool,
          SpoolRecord.Rank.TELEMETRY,
          "readings",
          sequence,
          "{\"sequence\":" + sequence + "}");
    }
    append(spool, SpoolRecord.Rank.ALARM, "footfall", 11, "{\"sequence\":11}");
    append(spool, SpoolRecord.Rank.TELEMETRY, "odd", 12, "not\njson");
    List<SpoolRecord> all = spool.nextUnsent(100);
    spool.forget(all.get(0));
    spool.setAside(all.get(1), "never taken");
    spool.sync();
  }

  @AfterEach
  void close() throws IOException {
    if (opened != null) {
      opened.close();
    }
  }

  private static void append(
      Spool spool, SpoolRecord.Rank rank, String channel, long sequence, String payload)
      throws IOException {
    spool.append(rank, channel, 7, sequence, payload.getBytes(StandardCharsets.UTF_8));
  }

  private int run(String... words) throws InterruptedException {
    out.reset();
    err.reset();
    return new Agent(new PrintStream(out), new PrintStream(err), MachineTime.ofThisMachine())
        .run(words);
  }

  private List<String> lines() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void list_shows_each_file_with_its_records_and_what_the_hub_has() throws Exception {
    assertEquals(0, run("journal", "list", station.toString()));

    List<String> rows = lines().stream().map(it -> it.replaceAll(" +", " ").trim()).toList();
    assertEquals("file first ordinal records settled bytes", rows.get(0));
    assertEquals(4, rows.size());
    assertTrue(rows.get(1).startsWith("alarm-0000000000000001.seg 1 1 0 "), rows.get(1));
    assertTrue(rows.get(2).startsWith("dead-letters 0 1 0 "), rows.get(2));
    assertTrue(rows.get(3).startsWith(TELEMETRY + " 1 11 2 "), rows.get(3));
  }

  @Test
  void a_sound_journal_is_checked_while_the_agent_runs() throws Exception {
    assertEquals(0, run("journal", "check", journal.toString()));

    assertEquals(List.of("3 files, 13 sound records, 0 files damaged"), lines());
  }

  @Test
  void damage_is_told_by_its_byte_and_fails_the_check() throws Exception {
    byte[] bytes = Files.readAllBytes(journal.resolve(TELEMETRY));
    bytes[62 + 30] ^= 1; // each record takes 40 bytes, its channel 8 and its payload 14
    Path copy = Files.createDirectories(station.resolve("copy"));
    Files.write(copy.resolve(TELEMETRY), bytes);

    assertEquals(1, run("journal", "check", copy.toString()));

    assertEquals(TELEMETRY + " at byte 62: 62 bytes are no record", lines().get(0));
    assertEquals(TELEMETRY + " at byte 124: 1 records missing before", lines().get(1));
    assertEquals("1 files, 10 sound records, 1 files damaged", lines().get(2));
  }

  @Test
  void a_record_of_another_file_is_told() throws Exception {
    Path copy = Files.createDirectories(station.resolve("copy"));
    Files.copy(journal.resolve(TELEMETRY), copy.resolve("telemetry-0000000000000008.seg"));

    assertEquals(1, run("journal", "check", copy.toString()));

    assertEquals(
        7, lines().stream().filter(it -> it.contains(": a record of another file: ")).count());
    assertEquals("1 files, 11 sound records, 1 files damaged", lines().get(lines().size() - 1));
  }

  @Test
  void export_gives_every_record_as_a_line_of_json() throws Exception {
    assertEquals(0, run("journal", "export", station.toString()));

    assertEquals(13, lines().size());
    assertEquals(
        "{\"file\":\""
            + TELEMETRY
            + "\",\"offset\":0,\"rank\":\"telemetry\",\"ordinal\":1,\"settled\":true,"
            + "\"channel\":\"readings\",\"boot\":7,\"sequence\":1,\"payload\":{\"sequence\":1}}",
        lines().get(2));
    assertTrue(lines().get(12).endsWith("\"payloadBase64\":\"bm90Cmpzb24=\"}"), lines().get(12));
  }

  @Test
  void a_directory_that_is_not_there_is_told() throws Exception {
    assertEquals(1, run("journal", "list", station.resolve("nowhere").toString()));

    assertTrue(err.toString(StandardCharsets.UTF_8).contains("nowhere"));
  }

  @Test
  void help_names_the_three_verbs_and_a_fourth_is_refused() throws Exception {
    assertEquals(0, run("--help"));
    String help = out.toString(StandardCharsets.UTF_8);
    assertEquals(2, run("journal", "repair", station.toString()));

    for (String verb : List.of("list", "check", "export")) {
      assertTrue(help.contains("anima-edge journal " + verb + " DIR"), help);
    }
  }
}
