package fr.anima.edge.sensors;

import com.pi4j.io.i2c.I2C;
import com.pi4j.io.i2c.I2CConfig;
import com.pi4j.plugin.mock.provider.i2c.MockI2C;
import com.pi4j.plugin.mock.provider.i2c.MockI2CProvider;
import com.pi4j.plugin.mock.provider.i2c.MockI2CProviderImpl;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A device that answers commands, as Sensirion's do. Pi4J's mock gives back what was written; here
 * each command has answers of its own, the last of which is repeated.
 */
public final class AnsweringI2c extends MockI2CProviderImpl implements MockI2CProvider {
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

  private final Map<String, Deque<byte[]>> answers = new HashMap<>();
  private final List<String> commands = new ArrayList<>();
  private String last = "";
  private boolean isGone;

  /** What that command is answered with, one frame a question. */
  public AnsweringI2c answers(String command, String... frames) {
    Deque<byte[]> all = answers.computeIfAbsent(command, it -> new ArrayDeque<>());
    for (String each : frames) {
      all.addLast(HEX.parseHex(each));
    }
    return this;
  }

  /** From now on nothing answers. */
  public void unplug() {
    isGone = true;
  }

  /** Every command so far, in hexadecimal. */
  public List<String> commands() {
    return List.copyOf(commands);
  }

  @Override
  public I2C create(I2CConfig config) {
    I2C device = new Device(config);
    context.registry().add(device);
    return device;
  }

  private final class Device extends MockI2C {
    Device(I2CConfig config) {
      super(AnsweringI2c.this, config);
    }

    @Override
    public int write(byte[] bytes, int offset, int length) {
      if (isGone) {
        throw new com.pi4j.io.exception.IOException("Remote I/O error");
      }
      last = HEX.formatHex(bytes, offset, offset + length);
      commands.add(last);
      return length;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      Deque<byte[]> left = answers.getOrDefault(last, new ArrayDeque<>());
      if (left.isEmpty()) {
        return -1;
      }
      byte[] frame = left.size() == 1 ? left.getFirst() : left.removeFirst();
      System.arraycopy(frame, 0, into, offset, Math.min(length, frame.length));
      return Math.min(length, frame.length);
    }
  }
}
