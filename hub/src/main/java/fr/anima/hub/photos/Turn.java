package fr.anima.hub.photos;

import java.awt.geom.AffineTransform;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** How a camera was held, as EXIF says it (CIPA DC-008, tag 0x0112), and how that is undone. */
enum Turn {
  NONE(false, 1, 0, 0, 1),
  MIRRORED(false, -1, 0, 0, 1),
  HALF(false, -1, 0, 0, -1),
  HALF_MIRRORED(false, 1, 0, 0, -1),
  RIGHT_MIRRORED(true, 0, 1, 1, 0),
  RIGHT(true, 0, 1, -1, 0),
  LEFT_MIRRORED(true, 0, -1, -1, 0),
  LEFT(true, 0, -1, 1, 0);

  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
  private static final int ORIENTATION = 0x0112;
  private static final int ENTRY_BYTES = 12;

  /** Whether width and height change places. */
  final boolean isSideways;

  private final int xFromX;
  private final int yFromX;
  private final int xFromY;
  private final int yFromY;

  Turn(boolean isSideways, int xFromX, int yFromX, int xFromY, int yFromY) {
    this.isSideways = isSideways;
    this.xFromX = xFromX;
    this.yFromX = yFromX;
    this.xFromY = xFromY;
    this.yFromY = yFromY;
  }

  /** What turns a picture of that size upright, its corner at zero. */
  AffineTransform upright(int width, int height) {
    int right = xFromX + xFromY < 0 ? (isSideways ? height : width) : 0;
    int down = yFromX + yFromY < 0 ? (isSideways ? width : height) : 0;
    return new AffineTransform(xFromX, yFromX, xFromY, yFromY, right, down);
  }

  /**
   * What an APP1 segment says; empty when it is no EXIF, says nothing of it, or is broken, which
   * turns nothing.
   */
  static Optional<Turn> in(byte[] bytes, int from, int until) {
    int start = from + EXIF.length;
    if (start + 8 > until || !Arrays.equals(bytes, from, start, EXIF, 0, EXIF.length)) {
      return Optional.empty();
    }
    ByteBuffer tiff = ByteBuffer.wrap(bytes, start, until - start).slice();
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long entries = Integer.toUnsignedLong(tiff.getInt(4));
    if (entries + 2 > tiff.limit()) {
      return Optional.empty();
    }
    int count = Short.toUnsignedInt(tiff.getShort((int) entries));
    for (int each = 0; each < count; each++) {
      long at = entries + 2 + (long) each * ENTRY_BYTES;
      if (at + ENTRY_BYTES > tiff.limit()) {
        return Optional.empty();
      }
      if (Short.toUnsignedInt(tiff.getShort((int) at)) == ORIENTATION) {
        return of(Short.toUnsignedInt(tiff.getShort((int) at + 8)));
      }
    }
    return Optional.empty();
  }

  private static Optional<Turn> of(int said) {
    return said >= 1 && said <= values().length
        ? Optional.of(values()[said - 1])
        : Optional.empty();
  }
}
