package fr.anima.hub.notices.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.notices.sending.Letter;
import org.junit.jupiter.api.Test;

class SmsTextTest {
  private static final String LINK = "https://anima.example/ferme?alert=1#clapier-3";

  @Test
  void french_is_written_so_that_a_part_has_160_characters() {
    SmsText text = text("Alerte · Clapier « 3 »\u00a0: forêt, garçon, œuf, 34,2\u202f°C", "");

    assertEquals("Alerte - Clapier \" 3 \" : foret, garcon, oeuf, 34,2 C\n" + LINK, text.text());
    assertEquals(1, text.parts());
  }

  @Test
  void lines_follow_as_long_as_they_fit_whole_into_two_parts() {
    String line = "x".repeat(99);

    SmsText text = text("Titre", line + "\n" + line + "\n" + line);

    assertEquals("Titre\n" + line + "\n" + line + "\n" + LINK, text.text());
    assertEquals(2, text.parts());
  }

  @Test
  void the_last_character_that_fits_one_part_makes_no_second_one() {
    int room = 160 - LINK.length() - 1;

    assertEquals(1, text("t".repeat(room), "").parts());
    assertEquals(2, text("t".repeat(room + 1), "").parts());
  }

  @Test
  void what_counts_double_is_counted_double() {
    int room = 160 - LINK.length() - 1;

    assertEquals(1, text("€".repeat(room / 2), "").parts());
    assertEquals(2, text("€".repeat(room / 2 + 1), "").parts());
  }

  @Test
  void what_is_in_no_alphabet_of_phones_is_sent_in_parts_of_70() {
    int room = 70 - LINK.length() - 1;

    assertEquals(1, text("Ж".repeat(room), "").parts());
    assertEquals(2, text("Ж".repeat(room + 1), "").parts());
  }

  @Test
  void a_title_without_end_is_cut_at_a_word_and_the_link_kept() {
    SmsText plain = text("température trop haute ".repeat(40), "");
    SmsText goats = text("🐐".repeat(200), "");

    assertEquals(2, plain.parts());
    assertTrue(plain.text().endsWith("...\n" + LINK), plain.text());
    assertTrue(plain.text().length() > 280 && plain.text().length() <= 306, plain.text());
    assertEquals(2, goats.parts());
    assertTrue(goats.text().endsWith("🐐...\n" + LINK), goats.text());
    assertTrue(goats.text().codePoints().noneMatch(it -> it >= 0xD800 && it <= 0xDFFF));
  }

  @Test
  void a_link_that_leaves_no_room_is_left_out() {
    Letter.Text letter =
        new Letter.Text(
            "urgence", "URGENCE", "Allez-y", "https://anima.example/" + "x".repeat(300));

    assertEquals("URGENCE\nAllez-y", SmsText.of(letter).text());
  }

  private static SmsText text(String title, String body) {
    return SmsText.of(new Letter.Text("urgence", title, body, LINK));
  }
}
