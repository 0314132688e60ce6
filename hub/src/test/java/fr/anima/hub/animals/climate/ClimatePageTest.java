package fr.anima.hub.animals.climate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.animals.climate.Account.Days;
import fr.anima.hub.history.CsvFlavour;
import fr.anima.hub.history.Step;
import fr.anima.wire.Quantity;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class ClimatePageTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @Test
  void the_page_says_what_was_measured_what_was_not_and_who_reacted() throws IOException {
    String text = text(account(1, 1, "Chèvrerie d’été"), ClimateWords.FRENCH);

    assertTrue(text.contains("Climat : Chèvrerie d’été"), text);
    assertTrue(text.contains("Du 01/11/2026 au 30/11/2026"), text);
    assertTrue(
        text.contains(
            "Température 5,0 – 30,0 °C −1,5 °C 18,2 °C 33,0 °C 7 h 55 2 h 10, 02/11/2026 13:00"
                + " 97,1 %"),
        text);
    assertTrue(text.contains("Alertes : 1, prises en charge : 1, délai médian 4 min"), text);
    assertTrue(
        text.contains("Urgence Température 23/11/2026 13:00 Anne 4 min 23/11/2026 14:02 1 h 02"),
        text);
    assertTrue(text.contains("compté par minute"), text);
  }

  @Test
  void the_page_is_one_however_long_the_list_and_says_how_many_found_no_room() throws IOException {
    Account account = account(14, 120, "Chèvrerie");

    String text = text(account, ClimateWords.FRENCH);

    int shown = ClimateSheet.MOST_LINES - 14 - 1;
    assertTrue(text.contains("et " + (120 - shown) + " autres"), text);
    assertEquals(shown, text.lines().filter(it -> it.startsWith("Urgence")).count());
    assertTrue(text.contains("Une mesure vaut au plus trois fois"), text);
  }

  @Test
  void as_many_as_there_is_room_for_are_all_shown() throws IOException {
    String text = text(account(1, ClimateSheet.MOST_LINES - 1, "Chèvrerie"), ClimateWords.FRENCH);

    assertFalse(text.contains("autres"), text);
  }

  @Test
  void an_english_reader_reads_english_and_a_name_of_any_script_does_no_harm() throws IOException {
    String text = text(account(1, 0, "Żółw 🐢 \n龜"), ClimateWords.ENGLISH);

    assertTrue(text.contains("Climate: Żółw ?  ?"), text);
    assertTrue(text.contains("No alerts"), text);
    assertTrue(text.contains("−1.5 °C 18.2 °C"), text);
  }

  @Test
  void the_table_for_french_excel_has_semicolons_commas_and_local_time() {
    String table = ClimateTable.of(account(1, 1, "=Chèvrerie; haute"), CsvFlavour.EXCEL);

    List<String> lines = table.lines().toList();
    assertTrue(lines.get(0).startsWith("\ufeffligne;enclos;début;fin;mesure;unité"), table);
    assertEquals(
        "climat;\"'=Chèvrerie; haute\";01/11/2026 00:00;23/11/2026 13:00;Température;°C;5,0;30,0;-1,5"
            + ";18,204;33,0;475;130;02/11/2026 13:00;0,971;;;;;;;;",
        lines.get(1));
    assertTrue(
        lines
            .get(2)
            .endsWith(";Urgence;23/11/2026 13:00;23/11/2026 13:04;Anne;23/11/2026 14:02;4;62"));
  }

  @Test
  void the_table_for_programs_has_the_contracts_words_and_as_many_cells_in_each_line() {
    String table = ClimateTable.of(account(14, 3, "Chèvrerie"), CsvFlavour.STANDARD);

    assertEquals(1 + 14 + 3, table.lines().count());
    assertTrue(table.lines().allMatch(it -> it.split(",", -1).length == 23), table);
    assertTrue(table.contains("climate,Chèvrerie,2026-10-31T23:00:00Z"), table);
    assertTrue(table.contains(",limit,urgence,2026-11-23T12:00:00Z,2026-11-23T12:04:00Z"), table);
  }

  private static String text(Account account, ClimateWords words) throws IOException {
    byte[] pdf = ClimatePage.pdf(ClimateSheet.of(account, words), words.locale().toLanguageTag());
    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertEquals(1, document.getNumberOfPages());
      PDFTextStripper stripper = new PDFTextStripper();
      stripper.setSortByPosition(true);
      return stripper.getText(document).replace('\u00a0', ' ');
    }
  }

  private static Account account(int quantities, int alerts, String name) {
    Days days =
        new Days(
            LocalDate.parse("2026-11-01"),
            LocalDate.parse("2026-11-30"),
            ZoneId.of("Europe/Paris"),
            NOON);
    return new Account(
        "goats",
        name,
        days,
        days.period().orElseThrow(),
        Step.MINUTE,
        Arrays.stream(Quantity.values()).limit(quantities).map(ClimatePageTest::climate).toList(),
        IntStream.range(0, alerts).mapToObj(it -> alert()).toList());
  }

  private static Climate climate(Quantity quantity) {
    return new Climate(
        quantity,
        OptionalDouble.of(5),
        OptionalDouble.of(30),
        Optional.of(new Climate.Seen(-1.5, 33, 18.2041)),
        Optional.of(
            new Climate.Outside(
                Duration.ofMinutes(475),
                Duration.ofMinutes(130),
                Optional.of(Instant.parse("2026-11-02T12:00:00Z")))),
        0.9714);
  }

  private static Reaction alert() {
    return new Reaction(
        "limit",
        Optional.of(Quantity.TEMPERATURE),
        "urgence",
        NOON,
        Optional.of(NOON.plusSeconds(240)),
        Optional.of("Anne"),
        Optional.of(NOON.plusSeconds(3_720)));
  }
}
