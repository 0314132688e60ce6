package fr.anima.hub.photos;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** Pictures made for tests: red above left, green above right, blue below. */
public final class Pictures {
  private static final int START_BYTES = 2;

  private Pictures() {}

  /** A JPEG of that size in pixels. */
  public static byte[] jpeg(int width, int height) {
    return written("jpeg", width, height);
  }

  static byte[] png(int width, int height) {
    return written("png", width, height);
  }

  /** With an EXIF segment that says how the camera was held, where, and whose it is. */
  static byte[] held(int orientation, byte[] jpeg) {
    byte[] secret = "GPS 50.9581N 1.8530E".getBytes(StandardCharsets.US_ASCII);
    ByteBuffer tiff = ByteBuffer.allocate(8 + 2 + 12 + 4 + secret.length);
    tiff.put(new byte[] {'M', 'M', 0, 42}).putInt(8).putShort((short) 1);
    tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1);
    tiff.putShort((short) orientation).putShort((short) 0).putInt(0).put(secret);
    return with(jpeg, 0xE1, join("Exif\0\0".getBytes(StandardCharsets.US_ASCII), tiff.array()));
  }

  /** With a segment right after the start. */
  static byte[] with(byte[] jpeg, int marker, byte[] segment) {
    int length = segment.length + 2;
    byte[] head = {(byte) 0xFF, (byte) marker, (byte) (length >> 8), (byte) length};
    byte[] start = {jpeg[0], jpeg[1]};
    byte[] rest = Arrays.copyOfRange(jpeg, START_BYTES, jpeg.length);
    return join(start, head, segment, rest);
  }

  /** The same bytes, but the frame says that size. */
  static byte[] saying(int width, int height, byte[] jpeg) {
    byte[] lying = jpeg.clone();
    for (int at = 0; at + 8 < lying.length; at++) {
      if (lying[at] == (byte) 0xFF && lying[at + 1] == (byte) 0xC0) {
        ByteBuffer.wrap(lying).putShort(at + 5, (short) height).putShort(at + 7, (short) width);
        return lying;
      }
    }
    throw new AssertionError("no frame");
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  static BufferedImage read(byte[] jpeg) {
    try {
      return ImageIO.read(new ByteArrayInputStream(jpeg));
    } catch (IOException why) {
      throw new UncheckedIOException(why);
    }
  }

  private static byte[] written(String format, int width, int height) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D brush = picture.createGraphics();
    brush.setColor(Color.BLUE);
    brush.fillRect(0, 0, width, height);
    brush.setColor(Color.RED);
    brush.fillRect(0, 0, width / 2, height / 2);
    brush.setColor(Color.GREEN);
    brush.fillRect(width / 2, 0, width - width / 2, height / 2);
    brush.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, format, bytes);
    } catch (IOException why) {
      throw new UncheckedIOException(why);
    }
    return bytes.toByteArray();
  }
}
