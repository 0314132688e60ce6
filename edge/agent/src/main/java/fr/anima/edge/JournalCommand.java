package fr.anima.edge;

import fr.anima.edge.spool.SpoolFiles;
import fr.anima.edge.spool.SpoolFiles.Place;
import fr.anima.edge.spool.SpoolFiles.Segment;
import fr.anima.edge.spool.SpoolRecord;
import fr.anima.wire.Message;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * {@code anima-edge journal}: what waits in a journal, whether it is sound, and its records as
 * JSON. Reads only; the agent may run meanwhile.
 */
final class JournalCommand {
  static final String USAGE =
      """
      anima-edge journal list DIR                  the files of a journal (the station's directory, or
                                                   a copy of it): first ordinal, records, bytes, and
                                                   how many of them the hub has
      anima-edge journal check DIR                 reads every record; tells damage by its byte and
                                                   ends with status 1 when there is any
      anima-edge journal export DIR                every sound record as a line of JSON, dead letters
                                                   too; all three only read, the agent may run
      """;

  private static final List<String> VERBS = List.of("list", "check", "export");
  private static final String ROW = "%-32s %14s %8s %8s %10s%n";

  private final PrintStream out;
  private final PrintStream err;

  JournalCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  static boolean knows(String verb) {
    return VERBS.contains(verb);
  }

  /** Exit status 0: fine; 1: damage, or not readable. */
  int run(String verb, Path given) {
    Path within = given.resolve("journal");
    Path directory = Files.isDirectory(within) ? within : given;
    try {
      Consumer<Place> each = verb.equals("export") ? this::export : place -> {};
      List<Segment> segments = SpoolFiles.look(directory, each);
      return switch (verb) {
        case "list" -> list(segments);
        case "check" -> check(segments, out);
        default -> check(segments, err); // standard output holds the records alone
      };
    } catch (IOException why) {
      err.println("the journal cannot be read: " + why);
      return Agent.FAILED;
    }
  }

  private int list(List<Segment> segments) {
    out.printf(Locale.ROOT, ROW, "file", "first ordinal", "records", "settled", "bytes");
    for (Segment each : segments) {
      out.printf(
          Locale.ROOT,
          ROW,
          each.file(),
          each.firstOrdinal(),
          each.records(),
          each.settled(),
          each.bytes());
    }
    return Agent.FINE;
  }

  private static int check(List<Segment> segments, PrintStream to) {
    for (Segment segment : segments) {
      segment
          .damage()
          .forEach(it -> to.println(segment.file() + " at byte " + it.offset() + ": " + it.what()));
    }
    long damaged = segments.stream().filter(it -> !it.damage().isEmpty()).count();
    long records = segments.stream().mapToLong(Segment::records).sum();
    to.println(
        segments.size() + " files, " + records + " sound records, " + damaged + " files damaged");
    return damaged == 0 ? Agent.FINE : Agent.FAILED;
  }

  private void export(Place place) {
    SpoolRecord record = place.record();
    out.printf(
        Locale.ROOT,
        "{\"file\":\"%s\",\"offset\":%d,\"rank\":\"%s\",\"ordinal\":%d,\"settled\":%b,"
            + "\"channel\":\"%s\",\"boot\":%d,\"sequence\":%d,%s}%n",
        place.file(),
        place.offset(),
        record.rank().word(),
        record.ordinal(),
        place.settled(),
        isWord(record.channel()) ? record.channel() : "?",
        record.boot(),
        record.sequence(),
        payload(record));
  }

  /** What the agent wrote is JSON in a line already; anything else must not spoil the line. */
  private static String payload(SpoolRecord record) {
    byte[] bytes = record.payload();
    boolean ours =
        Arrays.stream(Message.Kind.values()).anyMatch(it -> it.word().equals(record.channel()));
    String text = new String(bytes, StandardCharsets.UTF_8);
    return ours && text.startsWith("{") && text.endsWith("}") && text.indexOf('\n') < 0
        ? "\"payload\":" + text
        : "\"payloadBase64\":\"" + Base64.getEncoder().encodeToString(bytes) + "\"";
  }

  private static boolean isWord(String channel) {
    return channel.matches("[a-z0-9-]*");
  }
}
