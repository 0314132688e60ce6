package fr.anima.edge.spool;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * A program that does to a spool what an agent does, and tells every step: {@code appended N
 * nanos}, {@code stored N} (all up to N were told to be on disk), {@code forgotten N}, {@code
 * trouble nanos why}. It ends when killed, or when its input ends.
 */
final class SpoolWriter {
  private static final int BURST = 5;
  private static final PrintStream OUT = System.out;

  private final Spool spool;
  private final long boot;
  private final Random random;
  private long appended;

  private SpoolWriter(Spool spool, long boot) {
    this.spool = spool;
    this.boot = boot;
    this.random = new Random(boot);
  }

  /** Arguments: directory, boot, whether to ask for the disk ("asking") or not, forget or keep. */
  public static void main(String[] arguments) throws Exception {
    SpoolLimits limits = new SpoolLimits(8 << 20, 64 * 1024);
    try (Spool spool = Spool.open(Path.of(arguments[0]), limits)) {
      SpoolWriter writer = new SpoolWriter(spool, Long.parseLong(arguments[1]));
      writer.work(arguments[2].equals("asking"), arguments[3].equals("forget"));
    }
    OUT.println("closed");
  }

  private void work(boolean asking, boolean forgetting) throws Exception {
    String before = "";
    while (System.in.available() == 0) {
      for (int number = 0; number < BURST; number++) {
        Spools.append(spool, boot, ++appended);
      }
      OUT.println("appended " + appended + " " + System.nanoTime());
      if (asking && random.nextInt(20) == 0) {
        askWhetherStored();
      }
      if (forgetting && random.nextInt(4) == 0) {
        forgetSome();
      }
      String trouble = spool.state().trouble();
      if (!trouble.equals(before)) {
        before = trouble;
        OUT.println("trouble " + System.nanoTime() + " " + trouble);
      }
      Thread.sleep(forgetting ? 5 : 50); // kept: memory must hold what a failing card does not take
    }
  }

  private void askWhetherStored() {
    try {
      spool.sync();
      OUT.println("stored " + appended + " " + System.nanoTime());
    } catch (IOException notStored) {
      // nothing is promised then
    }
  }

  /** Told before it is done: a ledger must not miss one. */
  private void forgetSome() {
    List<SpoolRecord> some = spool.nextUnsent(10);
    for (SpoolRecord each : some) {
      if (random.nextBoolean()) {
        OUT.println("forgotten " + each.boot() + "/" + each.sequence());
        spool.forget(each);
      }
    }
  }
}
