package fr.anima.hub.photos;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Function;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Makes a photo anew from what was sent: upright, of a size that screens need, and with nothing of
 * what else the file said, such as where and by which phone it was taken. Blocks for as long as a
 * second; reads and writes no file.
 */
final class Darkroom {
  /** The longer side of what is kept. */
  static final int MOST_SIDE_PIXELS = 1600;

  private static final float QUALITY = 0.85f;

  private Darkroom() {}

  /** What became of the bytes. */
  sealed interface Developed {
    /** A photo. */
    record Ready(Photo photo) implements Developed {}

    /** Nothing that is kept. */
    record Refused(Flaw flaw) implements Developed {}

    default <T> T fold(Function<Photo, T> ready, Function<Flaw, T> refused) {
      return this instanceof Ready it
          ? ready.apply(it.photo())
          : refused.apply(((Refused) this).flaw());
    }
  }

  /** The limits are held before anything is unpacked. */
  static Developed develop(byte[] sent) {
    return JpegOutline.of(sent)
        .fold(outline -> develop(sent, outline), flaw -> new Developed.Refused(flaw));
  }

  private static Developed develop(byte[] sent, JpegOutline outline) {
    try {
      return unpacked(sent, outline)
          .map(it -> print(it, outline.turn()))
          .<Developed>map(Developed.Ready::new)
          .orElseGet(() -> new Developed.Refused(Flaw.UNREADABLE));
    } catch (IOException | RuntimeException anythingTheDecoderThrows) {
      return new Developed.Refused(Flaw.UNREADABLE);
    }
  }

  /**
   * A picture of less than twice the size that is kept; empty where the decoder sees another one.
   */
  private static Optional<BufferedImage> unpacked(byte[] sent, JpegOutline outline)
      throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    try (MemoryCacheImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(sent))) {
      reader.setInput(in, true, true);
      if (reader.getWidth(0) != outline.widthPixels()
          || reader.getHeight(0) != outline.heightPixels()) {
        return Optional.empty();
      }
      int longest = Math.max(outline.widthPixels(), outline.heightPixels());
      int step = Math.max(1, longest / MOST_SIDE_PIXELS);
      ImageReadParam how = reader.getDefaultReadParam();
      how.setSourceSubsampling(step, step, 0, 0);
      return Optional.of(reader.read(0, how));
    } finally {
      reader.dispose();
    }
  }

  /** Colours become those that every screen knows. */
  private static Photo print(BufferedImage picture, Turn turn) {
    int width = turn.isSideways ? picture.getHeight() : picture.getWidth();
    int height = turn.isSideways ? picture.getWidth() : picture.getHeight();
    double scale = Math.min(1, (double) MOST_SIDE_PIXELS / Math.max(width, height));
    BufferedImage print =
        new BufferedImage(side(width, scale), side(height, scale), BufferedImage.TYPE_INT_RGB);
    Graphics2D brush = print.createGraphics();
    brush.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION,
        scale < 1
            ? RenderingHints.VALUE_INTERPOLATION_BILINEAR
            : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    AffineTransform upright = AffineTransform.getScaleInstance(scale, scale);
    upright.concatenate(turn.upright(picture.getWidth(), picture.getHeight()));
    brush.drawImage(picture, upright, null);
    brush.dispose();
    return new Photo(packed(print), print.getWidth(), print.getHeight());
  }

  private static int side(int pixels, double scale) {
    return Math.max(1, (int) Math.round(pixels * scale));
  }

  private static byte[] packed(BufferedImage print) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality(QUALITY);
      writer.setOutput(out);
      writer.write(null, new IIOImage(print, null, null), how);
    } catch (IOException memoryDoesNotFail) {
      throw new UncheckedIOException(memoryDoesNotFail);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
