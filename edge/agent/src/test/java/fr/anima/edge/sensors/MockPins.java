package fr.anima.edge.sensors;

import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInput;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInputProviderImpl;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutputProviderImpl;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Pins of Pi4J's mock, and what the test wants to set and see of them. */
public final class MockPins implements AutoCloseable {
  private final Map<Integer, MockDigitalInput> inputs = new ConcurrentHashMap<>();
  private final Map<Integer, DigitalOutput> outputs = new ConcurrentHashMap<>();
  private final Map<Integer, DigitalState> before = new ConcurrentHashMap<>();

  /** To be handed to the sensor. */
  public final GpioPins pins = new GpioPins(Inputs::new, Outputs::new);

  /** The level of an input, also before it is opened; the sensor hears the edge. */
  public void set(int bcm, DigitalState level) {
    MockDigitalInput open = inputs.get(bcm);
    before.put(bcm, level);
    if (open != null) {
      open.mockState(level);
    }
  }

  /** The level of an output. */
  public DigitalState level(int bcm) {
    return output(bcm).state();
  }

  /** An output that the sensor opened. */
  public DigitalOutput output(int bcm) {
    DigitalOutput open = outputs.get(bcm);
    if (open == null) {
      throw new IllegalStateException("GPIO " + bcm + " is not open");
    }
    return open;
  }

  @Override
  public void close() {
    pins.close();
  }

  private final class Inputs extends MockDigitalInputProviderImpl {
    @Override
    public DigitalInput create(DigitalInputConfig config) {
      MockDigitalInput input = (MockDigitalInput) super.create(config);
      input.mockState(before.getOrDefault(config.address(), DigitalState.LOW));
      inputs.put(config.address(), input);
      return input;
    }
  }

  private final class Outputs extends MockDigitalOutputProviderImpl {
    @Override
    public DigitalOutput create(DigitalOutputConfig config) {
      DigitalOutput output = super.create(config);
      outputs.put(config.address(), output);
      return output;
    }
  }
}
