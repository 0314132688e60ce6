package fr.anima.hub;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.MethodCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The house's walls. Change this in the commit that changes the design, with the reason. */
@AnalyzeClasses(
    packages = "fr.anima",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
  private static final String HUB = "fr.anima.hub";
  private static final String[] SPINE = {
    "wire", "eventlog", "database", "history", "live", "web", "people"
  };

  /** Who may use whom. The root may use everybody, and nobody uses it. */
  private static final Map<String, List<String>> MAY_USE = new LinkedHashMap<>();

  /** What other rooms and the root may see of each room; everything else is its own business. */
  private static final Map<String, Set<String>> DOORS =
      Map.ofEntries(
          Map.entry(
              "animals",
              Set.of(
                  "AnimalsRoutes",
                  "ConditionsChannel",
                  "ConditionsSeries",
                  "ConditionsTopology",
                  "EnclosureStore",
                  "PreviewRoutes")),
          Map.entry(
              "animals.care",
              Set.of("Alert", "AlertChannel", "AlertStore", "CareRoutes", "Cleaning", "DueStore")),
          Map.entry("animals.heat", Set.of("HeatRoutes")),
          Map.entry("animals.logbook", Set.of("LogbookRoutes")),
          Map.entry("animals.register", Set.of("RegisterRoutes")),
          Map.entry("animals.rounds", Set.of("RoundAlertStore", "Rounds", "RoundsRoutes")),
          Map.entry("animals.species", Set.of("Species", "SpeciesRoutes")),
          Map.entry("animals.climate", Set.of("ClimateRoutes")),
          Map.entry(
              "bikes",
              Set.of(
                  "BikeChannel",
                  "BikeStore",
                  "Bikes",
                  "BikesRoutes",
                  "MotionTopology",
                  "PositionSeries")),
          Map.entry(
              "footfall",
              Set.of("FootfallChannel", "FootfallRoutes", "FootfallStore", "FootfallTopology")),
          Map.entry("orders", Set.of("OrderEvent", "OrderState", "OrderStore", "Orders")),
          Map.entry("deliveries", Set.of("Deliveries")),
          Map.entry("notices", Set.of("Notices")),
          Map.entry("photos", Set.of("PhotoRoutes", "PhotoStore")),
          Map.entry("city", Set.of("City", "CityRoutes")));

  private static final String DIALECTS = HUB + ".ingest.dialects";

  /** Rooms within the room {@code animals}: as pure as a room's inside, and as small. */
  private static final List<String> ALARMS =
      List.of("animals.alerts", "animals.limits", "animals.rules");

  /** A value still to come, and what {@code Future.all} makes of several. */
  private static final Set<String> FUTURES =
      Set.of("io.vertx.core.Future", "io.vertx.core.CompositeFuture");

  private static final int MOST_FILES = 15;

  static {
    MAY_USE.put("wire", List.of());
    MAY_USE.put("embedded", List.of());
    MAY_USE.put("web", List.of());
    MAY_USE.put("eventlog", List.of("wire"));
    MAY_USE.put("database", List.of("eventlog"));
    MAY_USE.put("people", List.of("database", "web"));
    MAY_USE.put("stations", List.of("wire", "people", "database", "web", "eventlog"));
    MAY_USE.put("history", List.of("eventlog", "database"));
    MAY_USE.put("live", List.of("eventlog", "people", "web"));
    // Health watches the whole of a reading's path, with a reading of its own; nobody watches it.
    MAY_USE.put("health", and(SPINE, "stations", "ingest"));
    MAY_USE.put("ingest", List.of("wire", "eventlog", "stations", "people", "web"));
    MAY_USE.put("animals", List.of(SPINE));
    MAY_USE.put("bikes", List.of(SPINE));
    MAY_USE.put("footfall", List.of(SPINE));
    MAY_USE.put("orders", List.of(SPINE));
    MAY_USE.put("deliveries", and(SPINE, "orders", "bikes"));
    MAY_USE.put("notices", and(SPINE, "animals"));
    MAY_USE.put("photos", List.of("database", "people", "web"));
    MAY_USE.put("city", and(SPINE, "bikes", "footfall"));
  }

  @ArchTest
  static final ArchRule there_are_no_cycles =
      slices().matching("fr.anima.hub.(*)..").should().beFreeOfCycles();

  @ArchTest static final ArchRule everyone_uses_only_whom_they_may = table();

  @ArchTest
  static final ArchRule in_a_room_five_suffixes_touch_frameworks =
      noClasses()
          .that(describe("are in a room, with another suffix", ArchitectureTest::isPure))
          .should()
          .dependOnClassesThat(describe("are of a framework", ArchitectureTest::isFramework));

  /**
   * Other people's words are read with Jackson; what they mean is nobody's framework's business.
   */
  @ArchTest
  static final ArchRule a_dialect_knows_no_framework =
      noClasses()
          .that()
          .resideInAPackage(DIALECTS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.vertx..", "io.netty..", "org.apache.kafka..", "java.sql..");

  /** An address that the hub asks is where others would have it ask for them. */
  @ArchTest
  static final ArchRule one_place_asks_others =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(HUB + ".notices.sending.Outbound")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(".*\\.http\\.HttpClient|.*\\.WebClient");

  @ArchTest
  static final ArchRule time_comes_in =
      noClasses().that().resideOutsideOfPackage(HUB).should().callMethodWhere(readsTheClock());

  @ArchTest
  static final ArchRule names_say_what_a_thing_is =
      classes()
          .should()
          .haveNameNotMatching(
              ".*[.$]((.*(Utils?|Helper|Manager|Impl|Common|Data|Info|Processor))"
                  + "|((Base|Abstract)[A-Z].*))");

  @ArchTest
  static void rooms_show_their_door_and_nothing_else(JavaClasses all) {
    DOORS.forEach(
        (room, door) -> {
          List<JavaClass> types = typesOf(all, room);
          Set<String> shown = new TreeSet<>();
          types.stream()
              .filter(it -> it.getModifiers().contains(JavaModifier.PUBLIC))
              .forEach(it -> shown.add(it.getSimpleName()));
          Set<String> unlisted = new TreeSet<>(shown);
          unlisted.removeAll(door);
          assertTrue(unlisted.isEmpty(), room + " shows " + unlisted);
          long inside = within(all, room);
          assertTrue(shown.size() <= inside / 2, room + " shows too much: " + shown);
          assertTrue(types.size() <= MOST_FILES, room + " has " + types.size() + " files");
        });
  }

  @ArchTest
  static final ArchRule alarms_know_no_framework =
      noClasses()
          .that(describe("are of alarms", it -> ALARMS.contains(roomOf(it))))
          .should()
          .dependOnClassesThat(describe("are of a framework", ArchitectureTest::isFramework));

  @ArchTest
  static void alarms_are_small_and_rules_are_asked_only_through_their_list(JavaClasses all) {
    ALARMS.forEach(it -> assertTrue(typesOf(all, it).size() <= MOST_FILES, it));
    Set<String> shown = new TreeSet<>();
    typesOf(all, "animals.rules").stream()
        .filter(it -> it.getModifiers().contains(JavaModifier.PUBLIC))
        .forEach(it -> shown.add(it.getSimpleName()));
    assertEquals(Set.of("Beat", "Heard", "Rules", "Ruling", "Tick"), shown);
  }

  private static String roomOf(JavaClass type) {
    return type.getPackageName().replace(HUB + ".", "");
  }

  @ArchTest
  static void dialects_show_their_door_and_what_it_answers(JavaClasses all) {
    List<JavaClass> types = typesOf(all, "ingest.dialects");
    Set<String> shown = new TreeSet<>();
    types.stream()
        .filter(it -> it.getModifiers().contains(JavaModifier.PUBLIC))
        .forEach(it -> shown.add(it.getSimpleName()));
    assertEquals(Set.of("Dialects", "Said"), shown);
    assertTrue(types.size() <= MOST_FILES, "dialects have " + types.size() + " files");
  }

  /** All files of a room and of the rooms within it. */
  private static long within(JavaClasses all, String room) {
    return all.stream()
        .filter(it -> (it.getPackageName() + ".").startsWith(HUB + "." + room + "."))
        .filter(it -> it.isTopLevelClass() && !it.getSimpleName().equals("package-info"))
        .count();
  }

  private static List<JavaClass> typesOf(JavaClasses all, String room) {
    return all.stream()
        .filter(it -> it.getPackageName().equals(HUB + "." + room))
        .filter(it -> it.isTopLevelClass() && !it.getSimpleName().equals("package-info"))
        .toList();
  }

  private static ArchRule table() {
    LayeredArchitecture layers =
        layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("fr.anima..")
            .withOptionalLayers(true)
            .layer("root")
            .definedBy(HUB)
            .layer("wire")
            .definedBy("fr.anima.wire..");
    for (String name : MAY_USE.keySet()) {
      if (!name.equals("wire")) {
        layers = layers.layer(name).definedBy(HUB + "." + name + "..");
      }
    }
    for (Map.Entry<String, List<String>> row : MAY_USE.entrySet()) {
      layers =
          row.getValue().isEmpty()
              ? layers.whereLayer(row.getKey()).mayNotAccessAnyLayer()
              : layers
                  .whereLayer(row.getKey())
                  .mayOnlyAccessLayers(row.getValue().toArray(String[]::new));
    }
    return layers
        .whereLayer("root")
        .mayNotBeAccessedByAnyLayer()
        .ensureAllClassesAreContainedInArchitecture();
  }

  private static boolean isPure(JavaClass type) {
    JavaClass outermost = type;
    while (outermost.getEnclosingClass().isPresent()) {
      outermost = outermost.getEnclosingClass().get();
    }
    String name = outermost.getSimpleName();
    return DOORS.keySet().stream().anyMatch(it -> type.getPackageName().equals(HUB + "." + it))
        && Stream.of("Routes", "Topology", "Store", "Series", "Channel").noneMatch(name::endsWith);
  }

  private static boolean isFramework(JavaClass type) {
    Pattern framework =
        Pattern.compile(
            "(io\\.vertx|org\\.apache\\.kafka|com\\.influxdb|java\\.sql|com\\.fasterxml)\\..*");
    return framework.matcher(type.getName()).matches() && !FUTURES.contains(type.getName());
  }

  private static DescribedPredicate<JavaMethodCall> readsTheClock() {
    Set<Class<?>> now =
        Set.of(
            Instant.class,
            LocalDate.class,
            LocalDateTime.class,
            OffsetDateTime.class,
            ZonedDateTime.class);
    return describe(
        "reads the clock",
        call -> {
          MethodCallTarget target = call.getTarget();
          boolean system =
              target.getOwner().isEquivalentTo(System.class)
                  && target.getName().equals("currentTimeMillis");
          boolean source =
              (target.getOwner().isEquivalentTo(InstantSource.class)
                      || target.getOwner().isEquivalentTo(Clock.class))
                  && target.getName().startsWith("system");
          boolean hidden =
              target.getName().equals("now")
                  && now.stream().anyMatch(target.getOwner()::isEquivalentTo);
          return system || source || hidden;
        });
  }

  private static List<String> and(String[] some, String... others) {
    return Stream.concat(Stream.of(some), Stream.of(others)).toList();
  }

  /** The tests of another module, which are not in a folder of tests but in a jar. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }
}
