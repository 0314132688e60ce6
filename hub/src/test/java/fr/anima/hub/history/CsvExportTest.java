package fr.anima.hub.history;

import static fr.anima.hub.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.history.SeriesStore.SeriesField;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvExportTest {
  private static final Instant JANUARY = Instant.parse("2026-01-01T00:00:00Z");
  private static final TimeRange THE_YEAR =
      new TimeRange(JANUARY, Instant.parse("2027-01-01T00:00:00Z"));

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "=1+1,'=1+1",
        "+33,'+33",
        "-2,'-2",
        "@SUM(A1),'@SUM(A1)",
        "étable,étable",
        "a-b,a-b"
      })
  void what_a_spreadsheet_would_take_for_a_formula_is_text(String cell, String written) {
    assertEquals(written, CsvFlavour.STANDARD.text(cell));
  }

  @Test
  void commas_quotes_and_line_ends_stay_within_their_cell() {
    assertEquals("\"a,\"\"b\"\"\n\"", CsvFlavour.STANDARD.text("a,\"b\"\n"));
    assertEquals("\"'=a,b\"", CsvFlavour.STANDARD.text("=a,b"));
  }

  @Test
  void a_year_of_minutes_is_written_in_pieces() {
    List<Bucket> minutes = new ArrayList<>();
    SeriesStore year =
        new InMemorySeriesStore(TestRules.at(TestRules.NOW)) {
          @Override
          public Future<List<Bucket>> buckets(SeriesField field, TimeRange range, Step step) {
            List<Bucket> some = new ArrayList<>();
            for (Instant at = range.from(); at.isBefore(range.until()); at = at.plusSeconds(60)) {
              some.add(Bucket.of(at, 20));
            }
            minutes.addAll(some);
            return Future.succeededFuture(some);
          }
        };
    List<String> pieces = new ArrayList<>();
    CsvExport export =
        new CsvExport(
            year,
            piece -> {
              pieces.add(piece);
              return Future.succeededFuture();
            });

    await(
        export.buckets(
            new SeriesField("conditions", "barn", "temperature"), THE_YEAR, Step.MINUTE, "°C"));

    assertEquals(525_600, minutes.size());
    assertEquals(525_601, pieces.stream().mapToLong(it -> it.lines().count()).sum());
    assertTrue(pieces.stream().allMatch(it -> it.length() < 1_000_000));
  }
}
