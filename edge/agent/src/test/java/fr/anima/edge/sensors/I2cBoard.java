package fr.anima.edge.sensors;

import com.pi4j.io.exception.IOException;
import com.pi4j.io.i2c.I2C;
import com.pi4j.io.i2c.I2CConfig;
import com.pi4j.plugin.mock.provider.i2c.MockI2C;
import com.pi4j.plugin.mock.provider.i2c.MockI2CProvider;
import com.pi4j.plugin.mock.provider.i2c.MockI2CProviderImpl;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A bus with several devices on it; where there is none, nothing answers, as on a real one. */
public final class I2cBoard extends MockI2CProviderImpl implements MockI2CProvider {
  /** Temperature 25.4 °C and humidity 31 %, from a real SHT4x. */
  private static final byte[] SHT4X_FRAME = HexFormat.of().parseHex("66f4c84c9b6f");

  private final Map<Integer, Behaviour> devices = new ConcurrentHashMap<>();
  private final List<Integer> written = new CopyOnWriteArrayList<>();
  private final CountDownLatch released = new CountDownLatch(1);

  private enum Behaviour {
    SHT4X,
    ADS,
    HANGS
  }

  /** Answers after a command, and to no plain read. */
  public I2cBoard sht4x(int address) {
    devices.put(address, Behaviour.SHT4X);
    return this;
  }

  /** An ADS1115 with 1.25 V at each input, at a full scale of 4.096 V. */
  public I2cBoard ads1115(int address) {
    devices.put(address, Behaviour.ADS);
    return this;
  }

  /** Holds whoever asks, deaf to interrupts as a call into the kernel is. */
  public I2cBoard hanging(int address) {
    devices.put(address, Behaviour.HANGS);
    return this;
  }

  /** Lets go of whoever is held. */
  public void release() {
    released.countDown();
  }

  /** Addresses that were written to. */
  public List<Integer> written() {
    return written.stream().distinct().sorted().toList();
  }

  @Override
  public I2C create(I2CConfig config) {
    I2C device = new Device(config);
    context.registry().add(device);
    return device;
  }

  private final class Device extends MockI2C {
    private final int address;
    private boolean isMeasured;

    Device(I2CConfig config) {
      super(I2cBoard.this, config);
      address = config.device();
    }

    private Behaviour answering() {
      Behaviour behaviour = devices.get(address);
      if (behaviour == null) {
        throw new IOException("Remote I/O error");
      }
      if (behaviour == Behaviour.HANGS) {
        hang();
      }
      return behaviour;
    }

    private void hang() {
      while (released.getCount() > 0) {
        try {
          released.await();
        } catch (InterruptedException deaf) {
          // a call into the kernel does not hear either
        }
      }
    }

    @Override
    public int write(byte[] bytes, int offset, int length) {
      written.add(address);
      isMeasured = answering() == Behaviour.SHT4X;
      return length;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (answering() == Behaviour.ADS) {
        return length;
      }
      if (!isMeasured) {
        throw new IOException("Remote I/O error");
      }
      System.arraycopy(SHT4X_FRAME, 0, into, offset, length);
      return length;
    }

    @Override
    public int writeRegister(int register, byte[] bytes, int offset, int length) {
      written.add(address);
      answering();
      return length;
    }

    /** Conversion 10000, and a configuration that says that it is done. */
    @Override
    public int readRegister(int register, byte[] into, int offset, int length) {
      answering();
      into[offset] = (byte) (register == 0 ? 0x27 : 0x80);
      into[offset + 1] = (byte) (register == 0 ? 0x10 : 0x00);
      return length;
    }
  }
}
