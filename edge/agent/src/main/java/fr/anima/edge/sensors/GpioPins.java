package fr.anima.edge.sensors;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputProvider;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputProvider;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The pins of the Pi's header through Pi4J, by their BCM number. Pi4J is started with the first pin
 * asked for.
 */
public final class GpioPins implements AutoCloseable {
  private final Supplier<DigitalInputProvider> inputs;
  private final Supplier<DigitalOutputProvider> outputs;
  private Optional<Context> context = Optional.empty();

  /** Pins of those providers: Linux's character device on a Pi, Pi4J's mock in tests. */
  public GpioPins(Supplier<DigitalInputProvider> inputs, Supplier<DigitalOutputProvider> outputs) {
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /**
   * An input with every edge told; whoever listens does the debouncing.
   *
   * @throws SensorException when the pin cannot be had
   */
  public synchronized DigitalInput input(int bcm, PullResistance pull) throws SensorException {
    try {
      Context pi4j = freed(bcm);
      return pi4j.create(
          DigitalInput.newConfigBuilder(pi4j)
              .id(id(bcm))
              .address(bcm)
              .pull(pull)
              .debounce(0L)
              .build());
    } catch (RuntimeException | LinkageError why) {
      throw refused(bcm, why);
    }
  }

  /**
   * An output that is in that state now and again when the program ends.
   *
   * @throws SensorException when the pin cannot be had
   */
  public synchronized DigitalOutput output(int bcm, DigitalState atRest) throws SensorException {
    try {
      Context pi4j = freed(bcm);
      return pi4j.create(
          DigitalOutput.newConfigBuilder(pi4j)
              .id(id(bcm))
              .address(bcm)
              .initial(atRest)
              .shutdown(atRest)
              .build());
    } catch (RuntimeException | LinkageError why) {
      throw refused(bcm, why);
    }
  }

  private static SensorException refused(int bcm, Throwable why) {
    return new SensorException(
        "GPIO "
            + bcm
            + " cannot be used ("
            + why.getMessage()
            + "); is this a Raspberry Pi, is the user in the group gpio, is the pin free?");
  }

  /** Gives a pin back, an output in its state at rest. */
  public synchronized void release(int bcm) {
    context.filter(it -> it.registry().exists(id(bcm))).ifPresent(it -> it.shutdown(id(bcm)));
  }

  private Context freed(int bcm) {
    Context pi4j = context.orElseGet(this::start);
    release(bcm);
    return pi4j;
  }

  private static String id(int bcm) {
    return "gpio-" + bcm;
  }

  private Context start() {
    Context started =
        Pi4J.newContextBuilder()
            .noAutoDetect()
            .setAutoInject(false)
            .disableShutdownHook()
            .add(inputs.get(), outputs.get())
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
