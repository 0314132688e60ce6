package fr.anima.hub.notices.sms;

import fr.anima.hub.notices.sending.Letter;
import java.text.Normalizer;
import java.util.Map;
import java.util.Optional;

/**
 * What a letter says in a text message: its title, as many lines of it as there is room for, and
 * the link, in at most two parts. A part has 160 characters of GSM 7 bit (3GPP TS 23.038), or 70
 * where a character is not among those; of a message of two parts 153 and 67, because each says
 * which it is. French is written so that it is all GSM 7 bit: {@code é è à ù ì ò} are in it, {@code
 * ê ç ô} and the typographer's signs are not.
 */
record SmsText(String text, int parts) {
  private static final String BASIC =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
          + "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

  /** Each takes the room of two. */
  private static final String EXTENDED = "\f^{}\\[~]|€";

  private static final Map<Character, String> PLAIN =
      Map.ofEntries(
          Map.entry('\u00a0', " "),
          Map.entry('\u202f', " "),
          Map.entry('’', "'"),
          Map.entry('‘', "'"),
          Map.entry('“', "\""),
          Map.entry('”', "\""),
          Map.entry('«', "\""),
          Map.entry('»', "\""),
          Map.entry('–', "-"),
          Map.entry('—', "-"),
          Map.entry('·', "-"),
          Map.entry('…', "..."),
          Map.entry('œ', "oe"),
          Map.entry('Œ', "OE"),
          Map.entry('₂', "2"),
          Map.entry('₃', "3"),
          Map.entry('°', ""),
          Map.entry('\t', " "));

  private static final int MOST_PARTS = 2;

  /** Below that nobody can tell what it is about. */
  private static final int LEAST_TITLE = 20;

  private static final String CUT = "...";

  /** What fits into one part, and into each of several. */
  private enum Alphabet {
    GSM_7(160, 153),
    UCS_2(70, 67);

    private final int alone;
    private final int together;

    Alphabet(int alone, int together) {
      this.alone = alone;
      this.together = together;
    }

    private static Alphabet of(String text) {
      return text.chars().allMatch(it -> BASIC.indexOf(it) >= 0 || EXTENDED.indexOf(it) >= 0)
          ? GSM_7
          : UCS_2;
    }

    private int room() {
      return MOST_PARTS * together;
    }

    private int length(String text) {
      return this == UCS_2
          ? text.length()
          : text.chars().map(it -> EXTENDED.indexOf(it) >= 0 ? 2 : 1).sum();
    }

    private int parts(String text) {
      int length = length(text);
      return length <= alone ? 1 : (length + together - 1) / together;
    }
  }

  /** The link is kept whole; only one that leaves no room for a title is left out. */
  static SmsText of(Letter.Text letter) {
    String title = plain(letter.title());
    String body = plain(letter.body());
    Alphabet alphabet = Alphabet.of(title + body + letter.link());
    String link = "\n" + letter.link();
    boolean fits = alphabet.length(link) <= alphabet.room() - LEAST_TITLE;
    String kept = fits ? link : "";
    int room = alphabet.room() - alphabet.length(kept);
    String said = cut(title, room, alphabet);
    for (String line : body.split("\n", -1)) {
      if (alphabet.length(said + "\n" + line) > room) {
        break;
      }
      said = line.isBlank() ? said : said + "\n" + line;
    }
    String whole = said + kept;
    return new SmsText(whole, alphabet.parts(whole));
  }

  /** Without what GSM 7 bit lacks and a reader can do without. */
  private static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    text.chars()
        .forEach(
            it -> {
              char each = (char) it;
              plain.append(
                  BASIC.indexOf(each) >= 0
                      ? Character.toString(each)
                      : Optional.ofNullable(PLAIN.get(each)).orElseGet(() -> unaccented(each)));
            });
    return plain.toString().strip();
  }

  private static String unaccented(char letter) {
    String base = Normalizer.normalize(Character.toString(letter), Normalizer.Form.NFD);
    boolean becomesPlain = base.length() > 1 && BASIC.indexOf(base.charAt(0)) >= 0;
    return becomesPlain ? base.substring(0, 1) : Character.toString(letter);
  }

  /** Up to a whole word where that is not far, and never half a character. */
  private static String cut(String text, int room, Alphabet alphabet) {
    if (alphabet.length(text) <= room) {
      return text;
    }
    int end = text.length();
    while (end > 0 && alphabet.length(text.substring(0, end) + CUT) > room) {
      end--;
    }
    int word = text.lastIndexOf(' ', end);
    end = word > end * 2 / 3 ? word : end;
    boolean halvesOne = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, halvesOne ? end - 1 : end) + CUT;
  }
}
