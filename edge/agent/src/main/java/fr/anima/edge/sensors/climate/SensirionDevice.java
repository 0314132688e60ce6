package fr.anima.edge.sensors.climate;

import com.pi4j.io.i2c.I2C;
import fr.anima.edge.sensors.SensorException;

/**
 * How Sensirion's I2C sensors talk: a command, and answers of 16-bit words, each followed by its
 * CRC-8 (data sheet SHT4x, section 4.4; SCD4x, section 3.11: polynomial 0x31, start 0xFF).
 */
final class SensirionDevice implements AutoCloseable {
  private static final int WORD_AND_CRC = 3;

  private final String type;
  private final I2C device;

  SensirionDevice(String type, I2C device) {
    this.type = type;
    this.device = device;
  }

  /** Sends a command: one byte up to 0xFF, two beyond. */
  void command(int command) throws SensorException {
    byte[] bytes =
        command <= 0xFF
            ? new byte[] {(byte) command}
            : new byte[] {(byte) (command >> 8), (byte) command};
    try {
      if (device.write(bytes, 0, bytes.length) < 0) {
        throw silent("");
      }
    } catch (RuntimeException why) {
      throw silent(" (" + why.getMessage() + ")");
    }
  }

  /** Reads that many words and checks each. */
  int[] answer(int words) throws SensorException {
    byte[] frame = new byte[words * WORD_AND_CRC];
    int count;
    try {
      count = device.read(frame, 0, frame.length);
    } catch (RuntimeException why) {
      throw silent(" (" + why.getMessage() + ")");
    }
    if (count != frame.length) {
      throw silent("");
    }
    try {
      return words(frame);
    } catch (IllegalArgumentException why) {
      throw new SensorException(
          where() + ": " + why.getMessage() + "; check the wiring, shorten the cable");
    }
  }

  /** What went wrong with this device, and what to do. */
  SensorException trouble(String text) {
    return new SensorException(where() + ": " + text);
  }

  /**
   * The words of a frame without their checksums.
   *
   * @throws IllegalArgumentException when a checksum does not fit its word
   */
  static int[] words(byte[] frame) {
    int[] words = new int[frame.length / WORD_AND_CRC];
    for (int i = 0; i < words.length; i++) {
      int at = i * WORD_AND_CRC;
      int crc = crc(frame[at], frame[at + 1]);
      if (crc != (frame[at + 2] & 0xFF)) {
        throw new IllegalArgumentException(
            String.format(
                "word %d came damaged, its checksum is 0x%02x instead of 0x%02x",
                i + 1, frame[at + 2] & 0xFF, crc));
      }
      words[i] = (frame[at] & 0xFF) << 8 | (frame[at + 1] & 0xFF);
    }
    return words;
  }

  /** CRC-8 of one word: polynomial x^8 + x^5 + x^4 + 1, start 0xFF; of BE EF it is 92. */
  static int crc(byte high, byte low) {
    int crc = 0xFF;
    for (byte each : new byte[] {high, low}) {
      crc ^= each & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x80) != 0 ? (crc << 1 ^ 0x31) & 0xFF : crc << 1;
      }
    }
    return crc;
  }

  private SensorException silent(String why) {
    return trouble(
        "does not answer"
            + why
            + "; check wiring and address with i2cdetect -y "
            + device.getBus());
  }

  private String where() {
    return String.format("%s on bus %d at 0x%02x", type, device.getBus(), device.getDevice());
  }

  @Override
  public void close() {
    device.close();
  }
}
