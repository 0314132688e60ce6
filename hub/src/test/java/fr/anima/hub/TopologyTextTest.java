package fr.anima.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.eventlog.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.streams.StreamsBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each room's topology as a text in the tree. State in the field hangs on its names: a change here
 * is a decision about what is running.
 */
class TopologyTextTest {
  private static final Path TEXTS = Path.of("src/test/resources/fr/anima/hub/topologies");
  private static final boolean ACCEPT = Boolean.getBoolean("anima.accept");

  /** A number of Kafka's own: it moves when a step is put in before it. */
  private static final Pattern GENERATED = Pattern.compile("[\\w-]*\\d{10}[\\w-]*");

  private static final Pattern STORES = Pattern.compile("\\(stores: \\[([^]]*)]\\)");

  private static final String MEANING =
      """
      the topology of %s is not the one in %s.
      A step that is only renamed costs nothing. A store or a repartition topic with another name begins EMPTY in every
      hub in the field: what was counted or seen until then is not carried over. Another order of the sub-topologies
      changes which task owns which store, with the same effect.
      If that is meant: run this test with -Danima.accept=true, commit the text, say in hub/decisions.md what happens to
      running state, and add the new state to StateOfReleasesTest.
      """;

  static List<Topology> topologies() {
    return Hub.topologies(ZoneOffset.UTC);
  }

  @ParameterizedTest
  @MethodSource("topologies")
  void a_topology_is_the_one_that_runs_in_the_field(Topology topology) throws IOException {
    Path file = TEXTS.resolve(topology.name() + ".txt");
    if (ACCEPT) {
      Files.createDirectories(TEXTS);
      Files.writeString(file, text(topology));
    }

    assertEquals(
        Files.readString(file), text(topology), () -> MEANING.formatted(topology.name(), file));
  }

  @ParameterizedTest
  @MethodSource("topologies")
  void every_step_and_store_has_a_name_of_ours(Topology topology) {
    List<String> generated = generated(text(topology));

    assertEquals(List.of(), generated, "name these: their numbers move with every step added");
  }

  @Test
  void a_name_of_kafkas_own_would_be_found() {
    StreamsBuilder builder = new StreamsBuilder();
    builder.<String, String>stream("somewhere").groupByKey().count();

    List<String> generated = generated(builder.build().describe().toString());

    assertEquals(
        List.of(
            "KSTREAM-AGGREGATE-0000000002",
            "KSTREAM-AGGREGATE-STATE-STORE-0000000001",
            "KSTREAM-SOURCE-0000000000"),
        generated);
  }

  /** Stores of one step have no order: Kafka tells them in another one each time. */
  private static String text(Topology topology) {
    StreamsBuilder builder = new StreamsBuilder();
    topology.build(builder);
    String described = builder.build().describe().toString();
    return "application anima-"
        + topology.name()
        + "\n"
        + STORES.matcher(described).replaceAll(it -> "(stores: [" + sorted(it.group(1)) + "])");
  }

  private static String sorted(String names) {
    return Arrays.stream(names.split(", ")).sorted().collect(Collectors.joining(", "));
  }

  private static List<String> generated(String text) {
    return GENERATED.matcher(text).results().map(MatchResult::group).distinct().sorted().toList();
  }
}
