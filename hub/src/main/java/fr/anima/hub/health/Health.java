package fr.anima.hub.health;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The stages of a reading's path, each asked how it is whenever somebody wants to know. What needs
 * a stage that is ill is told as waiting for it, so that the first broken one stands alone.
 */
public final class Health {
  private static final int PATIENCE_SECONDS = 3;

  private final List<Stage> stages = new ArrayList<>();

  /**
   * One more stage.
   *
   * @param needs the stages without which this one cannot work; those nobody watches do not count
   * @param remedy what it means for people when it is ill, and what to do, unless the check says
   *     otherwise; everybody may read it
   */
  public void watch(String name, List<String> needs, String remedy, Supplier<Future<Check>> check) {
    stages.add(new Stage(name, needs, remedy, check));
  }

  /** How all of them are, in the order in which they were added. */
  public Future<List<Finding>> findings() {
    List<Future<Finding>> all = stages.stream().map(Health::find).toList();
    return Future.all(all).map(done -> told(all.stream().map(Future::result).toList()));
  }

  private static Future<Finding> find(Stage stage) {
    return Future.<Check>future(promise -> stage.check().get().onComplete(promise))
        .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .recover(why -> Future.succeededFuture(Check.ill(words(why))))
        .map(
            it ->
                new Finding(
                    stage.name(), it.condition(), it.detail(), it.remedy().orElse(stage.remedy())));
  }

  private static String words(Throwable why) {
    return why instanceof TimeoutException
        ? "no answer within " + PATIENCE_SECONDS + " s"
        : String.valueOf(why.getMessage());
  }

  private List<Finding> told(List<Finding> found) {
    Set<String> ill =
        found.stream()
            .filter(it -> it.condition() == Condition.ILL)
            .map(Finding::name)
            .collect(Collectors.toSet());
    List<Finding> told = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      Finding each = found.get(i);
      told.add(firstIll(stages.get(i), ill).map(each::waitingFor).orElse(each));
    }
    return told;
  }

  /** The ill stage that others of what this one needs wait for; needs make no circles. */
  private Optional<String> firstIll(Stage stage, Set<String> ill) {
    return stages.stream()
        .filter(it -> stage.needs().contains(it.name()))
        .flatMap(
            it -> firstIll(it, ill).or(() -> Optional.of(it.name()).filter(ill::contains)).stream())
        .findFirst();
  }

  private record Stage(
      String name, List<String> needs, String remedy, Supplier<Future<Check>> check) {}

  /** How a stage is. */
  public enum Condition {
    WELL,
    /** Works as it should; will not for long if nobody does anything. Or waits for another. */
    STRAINED,
    ILL
  }

  /**
   * How one stage is, in words an operator understands.
   *
   * @param remedy what to do, where that is not what the stage asks for otherwise
   */
  public record Check(Condition condition, String detail, Optional<String> remedy) {
    /** Works. */
    public static Check well(String detail) {
      return new Check(Condition.WELL, detail, Optional.empty());
    }

    /** Works, but not for long. */
    public static Check strained(String detail) {
      return new Check(Condition.STRAINED, detail, Optional.empty());
    }

    /** Does not work. */
    public static Check ill(String detail) {
      return new Check(Condition.ILL, detail, Optional.empty());
    }

    /** Does not work, and asks for something else than its stage does otherwise. */
    public static Check ill(String detail, String remedy) {
      return new Check(Condition.ILL, detail, Optional.of(remedy));
    }

    /** The same with more to say. */
    public Check adding(String words) {
      return new Check(condition, detail + words, remedy);
    }

    /** This one, unless it is well and the other has something to say. */
    public Check and(Check other) {
      return condition == Condition.WELL && other.condition != Condition.WELL
          ? other
          : condition == Condition.STRAINED && other.condition == Condition.ILL
              ? other
              : condition == Condition.WELL ? well(detail + "; " + other.detail) : this;
    }
  }

  /** A stage by name, how it is, and what to do when it is not well. */
  public record Finding(String name, Condition condition, String detail, String remedy) {
    private Finding waitingFor(String ill) {
      return new Finding(
          name,
          Condition.STRAINED,
          "waits for the stage " + ill + " (" + detail + ")",
          "Nothing to do here: see the stage " + ill + ", then this mends itself");
    }
  }
}
