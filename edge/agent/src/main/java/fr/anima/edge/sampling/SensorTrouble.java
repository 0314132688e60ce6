package fr.anima.edge.sampling;

import java.util.List;

/**
 * What is wrong with one sensor, in words for the heartbeat. A device that answers well again is
 * well; what a recording could not give stays told.
 */
final class SensorTrouble {
  private static final int LONGEST = 300;

  private String failure = "";
  private String refusal = "";
  private String complaint = "";
  private long refusals;
  private volatile String words = "";

  /** The sensor answered. */
  void begin(boolean isRecording) {
    failure = "";
    if (!isRecording) {
      refusal = "";
      refusals = 0;
    }
    told();
  }

  void refused(List<String> reasons) {
    if (!reasons.isEmpty()) {
      refusals += reasons.size();
      refusal = reasons.get(reasons.size() - 1);
      told();
    }
  }

  void complained(String said) {
    complaint = said;
    told();
  }

  void failed(Throwable why) {
    String message = why.getMessage();
    failure =
        message == null || message.isBlank()
            ? why.getClass().getSimpleName()
            : why instanceof RuntimeException || why instanceof LinkageError
                ? why.getClass().getSimpleName() + ": " + message
                : message;
    told();
  }

  /** Empty when nothing is wrong; at most 300 characters. */
  String words() {
    return words;
  }

  private void told() {
    String refused =
        refusals == 0
            ? ""
            : refusals == 1 ? refusal : refusals + " values refused, last: " + refusal;
    String all =
        List.of(failure, refused, complaint).stream()
            .filter(it -> !it.isEmpty())
            .reduce((one, other) -> one + "; " + other)
            .orElse("");
    words = all.length() <= LONGEST ? all : all.substring(0, LONGEST);
  }
}
