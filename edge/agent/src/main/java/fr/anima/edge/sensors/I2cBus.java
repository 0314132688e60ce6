package fr.anima.edge.sensors;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.i2c.I2C;
import com.pi4j.io.i2c.I2CProvider;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The I2C buses of the Pi through Pi4J. Pi4J is started with the first device asked for: a station
 * without one does not pay its memory and start-up time.
 */
public final class I2cBus implements AutoCloseable {
  private final Supplier<I2CProvider> provider;
  private Optional<Context> context = Optional.empty();

  /** Devices of that provider: LinuxFS on a Pi, Pi4J's mock in tests. */
  public I2cBus(Supplier<I2CProvider> provider) {
    this.provider = provider;
  }

  /**
   * The device at that address, opened anew where it was open; Pi4J reports trouble with the bus as
   * an unchecked exception.
   */
  public synchronized I2C device(int bus, int address) {
    Context pi4j = context.orElseGet(this::start);
    String id = "i2c-" + bus + "-" + Integer.toHexString(address);
    if (pi4j.registry().exists(id)) {
      // Closing a device does not give its name back, and a second one of that name is refused.
      pi4j.shutdown(id);
    }
    return pi4j.create(I2C.newConfigBuilder(pi4j).id(id).bus(bus).device(address).build());
  }

  /** Whether something at that address lets itself be read; nothing is written to it. */
  public boolean answers(int bus, int address) {
    try (I2C device = device(bus, address)) {
      return device.read(new byte[1], 0, 1) == 1;
    } catch (RuntimeException | LinkageError silence) {
      return false;
    }
  }

  private Context start() {
    Context started =
        Pi4J.newContextBuilder()
            .noAutoDetect()
            .setAutoInject(false)
            .disableShutdownHook()
            .add(provider.get())
            .build();
    context = Optional.of(started);
    return started;
  }

  @Override
  public synchronized void close() {
    context.ifPresent(Context::shutdown);
    context = Optional.empty();
  }
}
