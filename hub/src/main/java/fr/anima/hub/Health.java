package fr.anima.hub;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** The stations of a reading's path, each asked how it is whenever somebody wants to know. */
final class Health {
  private static final int PATIENCE_SECONDS = 3;

  private final List<Stage> stages = new ArrayList<>();

  /**
   * One more stage.
   *
   * @param remedy what it means for people when it is ill, and what to do, unless the check says
   *     otherwise; everybody may read it
   */
  void watch(String name, String remedy, Supplier<Future<Check>> check) {
    stages.add(new Stage(name, remedy, check));
  }

  Future<List<Finding>> findings() {
    List<Future<Finding>> all = stages.stream().map(Health::find).toList();
    return Future.all(all).map(done -> all.stream().map(Future::result).toList());
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

  private record Stage(String name, String remedy, Supplier<Future<Check>> check) {}

  /** How a stage is. */
  enum Condition {
    WELL,
    /** Works as it should; will not for long if nobody does anything. */
    STRAINED,
    ILL
  }

  /**
   * How one stage is, in words an operator understands.
   *
   * @param remedy what to do, where that is not what the stage asks for otherwise
   */
  record Check(Condition condition, String detail, Optional<String> remedy) {
    static Check well(String detail) {
      return new Check(Condition.WELL, detail, Optional.empty());
    }

    static Check strained(String detail) {
      return new Check(Condition.STRAINED, detail, Optional.empty());
    }

    static Check ill(String detail) {
      return new Check(Condition.ILL, detail, Optional.empty());
    }

    static Check ill(String detail, String remedy) {
      return new Check(Condition.ILL, detail, Optional.of(remedy));
    }
  }

  /** A stage by name, how it is, and what to do when it is not well. */
  record Finding(String name, Condition condition, String detail, String remedy) {}
}
