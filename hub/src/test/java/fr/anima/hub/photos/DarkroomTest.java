package fr.anima.hub.photos;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DarkroomTest {
  private static final long SEED = 20_261_127;
  private static final byte[] END = {(byte) 0xFF, (byte) 0xD9};
  private static final byte[] SMALL = Pictures.jpeg(64, 48);

  @ParameterizedTest
  @CsvSource({
    "1, red green blue blue",
    "2, green red blue blue",
    "3, blue blue green red",
    "4, blue blue red green",
    "5, red blue green blue",
    "6, blue red blue green",
    "7, blue green blue red",
    "8, green blue red blue",
    "0, red green blue blue",
    "9, red green blue blue",
  })
  void a_photo_stands_upright_however_the_camera_was_held(int orientation, String corners) {
    Photo photo = developed(Pictures.held(orientation, SMALL));

    boolean isSideways = orientation >= 5 && orientation <= 8;
    assertEquals(isSideways ? 48 : 64, photo.widthPixels());
    assertEquals(isSideways ? 64 : 48, photo.heightPixels());
    assertEquals(corners, corners(photo));
  }

  @Test
  void a_large_photo_becomes_as_large_as_screens_need_and_keeps_its_shape() {
    Photo photo = developed(Pictures.jpeg(4000, 3000));

    assertEquals(1600, photo.widthPixels());
    assertEquals(1200, photo.heightPixels());
    assertEquals("red green blue blue", corners(photo));
  }

  @Test
  void nothing_of_the_file_is_kept_but_the_picture() {
    String page = "<script>alert(1)</script>";
    byte[] comment = (page + "PK\3\4").getBytes(StandardCharsets.US_ASCII);
    byte[] several =
        Pictures.join(
            Pictures.with(Pictures.held(1, SMALL), 0xFE, comment),
            "%PDF-1.7 <svg onload=alert(1)>".getBytes(StandardCharsets.US_ASCII));

    String kept = new String(developed(several).jpeg(), StandardCharsets.ISO_8859_1);

    Stream.of("Exif", "GPS", "script", "PK\3\4", "PDF", "svg")
        .forEach(it -> assertFalse(kept.contains(it), it));
    assertTrue(kept.startsWith("\u00ff\u00d8"));
  }

  @Test
  void the_same_bytes_become_the_same_photo() {
    assertArrayEquals(developed(SMALL).jpeg(), developed(SMALL.clone()).jpeg());
  }

  static Stream<Arguments> flawed() {
    byte[] noise = new byte[5_000];
    new Random(SEED).nextBytes(noise);
    byte[] svg = "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.US_ASCII);
    byte[] frame = {8, 0, 9, 0, 9, 1};
    return Stream.of(
        Arguments.of("nothing", new byte[0], Flaw.NOT_JPEG),
        Arguments.of("a PNG named JPEG", Pictures.png(64, 48), Flaw.NOT_JPEG),
        Arguments.of("an SVG", svg, Flaw.NOT_JPEG),
        Arguments.of("noise", noise, Flaw.NOT_JPEG),
        Arguments.of("half of one", Arrays.copyOf(SMALL, SMALL.length / 2), Flaw.CUT_OFF),
        Arguments.of("all but a byte", Arrays.copyOf(SMALL, SMALL.length - 1), Flaw.CUT_OFF),
        Arguments.of("a bomb", Pictures.saying(50_000, 50_000, SMALL), Flaw.TOO_MANY_PIXELS),
        Arguments.of("no width", Pictures.saying(0, 48, SMALL), Flaw.NOT_JPEG),
        Arguments.of("two frames", Pictures.with(SMALL, 0xC0, frame), Flaw.NOT_JPEG),
        Arguments.of("too many scans", manyScans(), Flaw.TOO_MANY_SCANS),
        Arguments.of("noise for a scan", noisyScan(noise), Flaw.UNREADABLE));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("flawed")
  void what_is_no_whole_photo_of_a_photos_size_is_refused(String what, byte[] sent, Flaw why) {
    Flaw flaw = Darkroom.develop(sent).fold(photo -> null, it -> it);

    assertEquals(why, flaw, what);
  }

  /** Whatever a bit does, there is a photo or a reason, and never more pixels than allowed. */
  @Test
  void a_photo_with_changed_bytes_is_one_or_is_refused() {
    Random random = new Random(SEED);
    int turns = Boolean.getBoolean("anima.long") ? 20_000 : 2_000;
    for (int turn = 0; turn < turns; turn++) {
      byte[] changed = SMALL.clone();
      for (int each = random.nextInt(4); each >= 0; each--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }

      int longest =
          Darkroom.develop(changed)
              .fold(it -> Math.max(it.widthPixels(), it.heightPixels()), flaw -> 0);

      assertTrue(longest <= Darkroom.MOST_SIDE_PIXELS, "seed " + SEED + ", turn " + turn);
    }
  }

  private static byte[] manyScans() {
    byte[] scans = Arrays.copyOf(SMALL, SMALL.length - 2);
    for (int each = 0; each < JpegOutline.MOST_SCANS; each++) {
      scans = Pictures.join(scans, new byte[] {(byte) 0xFF, (byte) 0xDA, 0, 2});
    }
    return Pictures.join(scans, END);
  }

  /** A frame without the tables that its scan needs. */
  private static byte[] noisyScan(byte[] noise) {
    byte[] frame = {(byte) 0xFF, (byte) 0xC0, 0, 11, 8, 0, 48, 0, 64, 1, 1, 0x11, 0};
    byte[] scan = {(byte) 0xFF, (byte) 0xDA, 0, 8, 1, 1, 0, 0, 63, 0};
    byte[] quiet = noise.clone();
    for (int at = 0; at < quiet.length; at++) {
      quiet[at] &= 0x7F;
    }
    return Pictures.join(new byte[] {(byte) 0xFF, (byte) 0xD8}, frame, scan, quiet, END);
  }

  private static Photo developed(byte[] sent) {
    return Darkroom.develop(sent)
        .fold(
            it -> it,
            flaw -> {
              throw new AssertionError(flaw.detail);
            });
  }

  /** Above left, above right, below left, below right. */
  private static String corners(Photo photo) {
    BufferedImage picture = Pictures.read(photo.jpeg());
    int right = picture.getWidth() * 3 / 4;
    int down = picture.getHeight() * 3 / 4;
    return Stream.of(
            picture.getRGB(right / 3, down / 3),
            picture.getRGB(right, down / 3),
            picture.getRGB(right / 3, down),
            picture.getRGB(right, down))
        .map(DarkroomTest::colour)
        .collect(Collectors.joining(" "));
  }

  private static String colour(int rgb) {
    int red = rgb >> 16 & 0xFF;
    int green = rgb >> 8 & 0xFF;
    int blue = rgb & 0xFF;
    return red > 200 && green < 60
        ? "red"
        : green > 200 && red < 60 ? "green" : blue > 200 ? "blue" : "?";
  }
}
