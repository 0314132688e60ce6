package fr.anima.hub.photos;

import java.util.Optional;
import java.util.function.Function;

/**
 * What a JPEG says of itself before anything of its picture is unpacked (ITU-T T.81, annex B): a
 * few hundred bytes may stand for gigabytes of pixels.
 *
 * @param scans over the whole picture; each costs as much time as the picture is large
 */
record JpegOutline(int widthPixels, int heightPixels, int scans, Turn turn) {
  /** A phone's camera makes 12 to 16 million. */
  static final long MOST_PIXELS = 24_000_000;

  /** Cameras and programs make ten at most. */
  static final int MOST_SCANS = 32;

  private static final int START = 0xD8;
  private static final int END = 0xD9;
  private static final int SCAN = 0xDA;
  private static final int EXIF = 0xE1;
  private static final int BEFORE_MARKERS = 0xFF;

  /** An outline that may be unpacked, or why not. */
  sealed interface Look {
    /** It may. */
    record Fine(JpegOutline outline) implements Look {}

    /** It may not. */
    record Flawed(Flaw flaw) implements Look {}

    default <T> T fold(Function<JpegOutline, T> fine, Function<Flaw, T> flawed) {
      return this instanceof Fine it
          ? fine.apply(it.outline())
          : flawed.apply(((Flawed) this).flaw());
    }
  }

  /** Looks from the first byte to the end of the picture; what follows is nobody's business. */
  static Look of(byte[] bytes) {
    Walk walk = new Walk(bytes);
    Optional<Flaw> flaw = walk.flaw();
    return flaw.isPresent()
        ? new Look.Flawed(flaw.get())
        : new Look.Fine(new JpegOutline(walk.width, walk.height, walk.scans, walk.turn));
  }

  /** From marker to marker. */
  private static final class Walk {
    private final byte[] bytes;
    private int at;
    private int width;
    private int height;
    private int scans;
    private Turn turn = Turn.NONE;

    Walk(byte[] bytes) {
      this.bytes = bytes;
    }

    Optional<Flaw> flaw() {
      if (bytes.length < 3 || byteAt(0) != BEFORE_MARKERS || byteAt(1) != START) {
        return Optional.of(Flaw.NOT_JPEG);
      }
      at = 2;
      while (at < bytes.length) {
        if (byteAt(at) != BEFORE_MARKERS) {
          return Optional.of(Flaw.NOT_JPEG);
        }
        int marker = marker();
        if (marker == END) {
          return width == 0 || scans == 0 ? Optional.of(Flaw.NOT_JPEG) : Optional.empty();
        }
        Optional<Flaw> flaw = segment(marker);
        if (flaw.isPresent()) {
          return flaw;
        }
      }
      return Optional.of(Flaw.CUT_OFF);
    }

    /** Any number of fill bytes may stand before it. */
    private int marker() {
      while (at < bytes.length && byteAt(at) == BEFORE_MARKERS) {
        at++;
      }
      return at < bytes.length ? byteAt(at++) : 0;
    }

    private Optional<Flaw> segment(int marker) {
      if (at + 2 > bytes.length) {
        return Optional.of(Flaw.CUT_OFF);
      }
      int length = byteAt(at) << 8 | byteAt(at + 1);
      int from = at + 2;
      at += length;
      if (length < 2) {
        return Optional.of(Flaw.NOT_JPEG);
      }
      if (at > bytes.length) {
        return Optional.of(Flaw.CUT_OFF);
      }
      if (marker == SCAN) {
        return scan();
      }
      if (marker == EXIF) {
        turn = Turn.in(bytes, from, at).orElse(turn);
      }
      return isFrame(marker) ? frame(from) : Optional.empty();
    }

    /** Baseline, extended and progressive; nobody takes photos in the others. */
    private static boolean isFrame(int marker) {
      return marker >= 0xC0 && marker <= 0xC2;
    }

    private Optional<Flaw> frame(int from) {
      if (width > 0 || at - from < 6) {
        return Optional.of(Flaw.NOT_JPEG);
      }
      height = byteAt(from + 1) << 8 | byteAt(from + 2);
      width = byteAt(from + 3) << 8 | byteAt(from + 4);
      if (width == 0 || height == 0) {
        return Optional.of(Flaw.NOT_JPEG);
      }
      return (long) width * height > MOST_PIXELS
          ? Optional.of(Flaw.TOO_MANY_PIXELS)
          : Optional.empty();
    }

    /** Its bytes go on until a marker that is neither a stuffed byte nor a restart. */
    private Optional<Flaw> scan() {
      scans++;
      while (at + 1 < bytes.length && !isMarker(byteAt(at), byteAt(at + 1))) {
        at++;
      }
      return at + 1 >= bytes.length
          ? Optional.of(Flaw.CUT_OFF)
          : scans > MOST_SCANS ? Optional.of(Flaw.TOO_MANY_SCANS) : Optional.empty();
    }

    private static boolean isMarker(int one, int next) {
      boolean isRestart = next >= 0xD0 && next <= 0xD7;
      return one == BEFORE_MARKERS && next != 0 && next != BEFORE_MARKERS && !isRestart;
    }

    private int byteAt(int where) {
      return Byte.toUnsignedInt(bytes[where]);
    }
  }
}
