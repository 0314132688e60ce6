package fr.anima.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The written contract says what the code does. */
class SchemaTest {
  private static final Path CONTRACT = Path.of("src/main/asyncapi");
  private static final String BASE = "https://anima.invalid/schemas/v1/";
  private static final JsonSchemaFactory SCHEMAS =
      JsonSchemaFactory.getInstance(
          VersionFlag.V202012,
          builder ->
              builder.schemaMappers(
                  map -> map.mapPrefix(BASE, CONTRACT.resolve("schemas").toUri().toString())));

  /** What a schema cannot say: the size of a publish, two fields of one name, relations. */
  private static final Set<String> BEYOND_SCHEMAS =
      Set.of(
          "refused/unreadable--readings--empty.json",
          "refused/unreadable--readings--not-json.json",
          "refused/unreadable--readings--not-a-number.json",
          "refused/unreadable--readings--two-documents.json",
          "refused/unreadable--readings--field-twice.json",
          "refused/unreadable--readings--quantity-twice.json",
          "refused/unknown-version--readings--topic-v2.json",
          "refused/foreign-station--readings--of-another-barn.json",
          "refused/impossible-value--footfall--longer-than-an-hour.json",
          "refused/impossible-value--footfall--backwards.json",
          "refused/impossible-value--readings--before-1970.json",
          "refused/impossible-value--readings--infinite.json");

  private static JsonSchema schema(String name) {
    return SCHEMAS.getSchema(SchemaLocation.of(BASE + name));
  }

  private static JsonSchema publish(Message.Kind kind) {
    return schema("publish-" + kind.word() + ".json");
  }

  private static JsonNode file(String name) throws IOException {
    return new ObjectMapper().readTree(Files.readAllBytes(CONTRACT.resolve("schemas/" + name)));
  }

  static Stream<Sample> golden() {
    return Sample.golden();
  }

  static Stream<Sample> refused() {
    return Sample.refused().filter(it -> !BEYOND_SCHEMAS.contains(it.name()));
  }

  @ParameterizedTest
  @MethodSource("golden")
  void a_golden_sample_satisfies_its_schema(Sample sample) throws IOException {
    assertEquals(Set.of(), publish(sample.kind()).validate(sample.json()));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void a_refused_sample_breaks_its_schema(Sample sample) throws IOException {
    assertFalse(publish(sample.kind()).validate(sample.json()).isEmpty());
  }

  @Test
  void quantities_units_and_ranges_are_those_of_the_code() throws IOException {
    Set<String> written = new TreeSet<>();
    for (JsonNode each : file("readings.json").at("/properties/readings/items/oneOf")) {
      JsonNode it = each.get("properties");
      JsonNode value = it.get("value");
      Quantity quantity = Quantity.ofWord(it.at("/quantity/const").textValue());
      written.add(quantity.word());
      assertEquals(quantity.unit(), it.at("/unit/const").textValue());
      if (value.has("enum")) {
        assertTrue(quantity.isPossible(0) && quantity.isPossible(1) && !quantity.isPossible(0.5));
      } else {
        double lowest = value.get("minimum").doubleValue();
        double highest = value.get("maximum").doubleValue();
        assertTrue(quantity.isPossible(lowest) && quantity.isPossible(highest), quantity.word());
        assertFalse(quantity.isPossible(Math.nextDown(lowest)), quantity.word());
        assertFalse(quantity.isPossible(Math.nextUp(highest)), quantity.word());
      }
    }

    assertEquals(words(EnumSet.allOf(Quantity.class)), written);
  }

  @Test
  void the_other_closed_lists_are_those_of_the_code() throws IOException {
    assertEquals(words(EnumSet.allOf(Flaw.class)), texts(file("flaw.json").get("enum")));
    assertEquals(
        words(EnumSet.allOf(ClockQuality.class)),
        texts(file("stamp.json").at("/properties/clock/enum")));
  }

  @Test
  void a_plan_as_written_satisfies_its_schema() throws IOException {
    byte[] plan = WireJson.encode(new SamplingPlan("night", java.util.Map.of("climate", 600.0)));

    assertEquals(Set.of(), schema("plan.json").validate(new ObjectMapper().readTree(plan)));
  }

  @Test
  void the_document_names_every_topic_and_every_schema() throws IOException {
    JsonNode document =
        new ObjectMapper(new YAMLFactory())
            .readTree(Files.readAllBytes(CONTRACT.resolve("anima.yaml")));
    StationId station = new StationId("station");
    Set<String> topics = new TreeSet<>(Set.of(WireTopic.planOf(station)));
    for (Message.Kind kind : Message.Kind.values()) {
      topics.add(new WireTopic(station, kind).name());
    }

    Set<String> written = new TreeSet<>();
    document
        .get("channels")
        .forEach(it -> written.add(it.get("address").textValue().replace("{station}", "station")));

    assertEquals(topics, written);
    for (JsonNode message : document.at("/components/messages")) {
      Path schema = CONTRACT.resolve(message.at("/payload/$ref").textValue());
      assertTrue(Files.exists(schema), schema.toString());
    }
    assertEquals("3.0.0", document.get("asyncapi").textValue());
    String accepted = document.at("/x-answers/connack/0/description").textValue();
    assertTrue(accepted.contains("\"" + HubTime.PROPERTY + "\""), accepted);
    assertTrue(accepted.contains("\"" + WireGzip.PROPERTY + "\""), accepted);
    assertTrue(accepted.contains("\"" + WireGzip.WORD + "\""), accepted);
  }

  @Test
  void limits_are_those_of_the_code() throws IOException {
    for (Message.Kind kind : Message.Kind.values()) {
      JsonNode array = file("publish-" + kind.word() + ".json").at("/oneOf/1");
      assertEquals(WireJson.MOST_MESSAGES, array.get("maxItems").intValue());
    }
    JsonNode readings = file("readings.json").at("/properties/readings");
    assertEquals(Readings.MOST, readings.get("maxItems").intValue());
    JsonNode lost = file("heartbeats.json").at("/properties/lost");
    assertEquals(Heartbeat.MOST_LOST, lost.get("maxItems").intValue());
    assertEquals(Stamp.LARGEST, file("stamp.json").at("/properties/boot/maximum").longValue());
    List<String> names = Arrays.asList("longer-than-an-hour", "seventeen", "two-hundred-and-one");
    assertTrue(
        names.stream().allMatch(name -> Sample.refused().anyMatch(it -> it.name().contains(name))));
  }

  private static Set<String> words(Set<? extends Enum<?>> constants) {
    Set<String> words = new TreeSet<>();
    constants.forEach(it -> words.add(Words.of(it)));
    return words;
  }

  private static Set<String> texts(JsonNode array) {
    Set<String> texts = new TreeSet<>();
    StreamSupport.stream(array.spliterator(), false).forEach(it -> texts.add(it.textValue()));
    return texts;
  }
}
