package fr.anima.edge;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import fr.anima.edge.clock.MachineTime;
import java.time.InstantSource;
import java.util.Date;

/** Who may use whom on the edge. A change here is a change of the design: give the reason. */
@AnalyzeClasses(
    packages = {"fr.anima.edge", "fr.anima.wire"},
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
final class ArchitectureTest {
  private ArchitectureTest() {}

  /** The tests of another module, which are not in a folder of tests but in a jar. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  /** The rooms in the order of a reading's path; a room that is not listed is an error. */
  @ArchTest
  static final ArchRule each_room_uses_only_what_the_design_lets_it =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("fr.anima..")
          .layer("wire")
          .definedBy("fr.anima.wire..")
          .layer("clock")
          .definedBy("fr.anima.edge.clock")
          .layer("sensors")
          .definedBy("fr.anima.edge.sensors..")
          .layer("sampling")
          .definedBy("fr.anima.edge.sampling..")
          .layer("spool")
          .definedBy("fr.anima.edge.spool..")
          .layer("trust")
          .definedBy("fr.anima.edge.trust")
          .layer("uplink")
          .definedBy("fr.anima.edge.uplink..")
          .layer("configuration")
          .definedBy("fr.anima.edge.configuration..")
          .layer("check")
          .definedBy("fr.anima.edge.check..")
          .layer("agent")
          .definedBy("fr.anima.edge")
          .ensureAllClassesAreContainedInArchitecture()
          .whereLayer("wire")
          .mayNotAccessAnyLayer()
          .whereLayer("clock")
          .mayOnlyAccessLayers("wire")
          .whereLayer("sensors")
          .mayNotAccessAnyLayer()
          .whereLayer("spool")
          .mayNotAccessAnyLayer()
          .whereLayer("sampling")
          .mayOnlyAccessLayers("sensors", "clock", "wire")
          .whereLayer("uplink")
          .mayOnlyAccessLayers("spool", "clock", "trust", "wire")
          .whereLayer("trust")
          .mayOnlyAccessLayers("clock", "wire")
          .whereLayer("configuration")
          .mayOnlyBeAccessedByLayers("check", "agent")
          // What a station is checked for is the whole station, and the way to its hub with what
          // that
          // one is trusted by; nobody needs the check.
          .whereLayer("check")
          .mayOnlyBeAccessedByLayers("agent")
          .whereLayer("check")
          .mayOnlyAccessLayers(
              "configuration", "sensors", "sampling", "clock", "trust", "uplink", "wire")
          .whereLayer("agent")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule rooms_are_free_of_cycles =
      slices().matching("fr.anima.edge.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packages_are_free_of_cycles =
      slices().matching("fr.anima.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule the_wire_needs_a_json_library_and_nothing_else =
      classes()
          .that()
          .resideInAPackage("fr.anima.wire..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..", "fr.anima.wire..", "com.fasterxml.jackson..", "org.jspecify..");

  @ArchTest
  static final ArchRule the_spool_needs_nothing_but_the_jdk =
      classes()
          .that()
          .resideInAPackage("fr.anima.edge.spool..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "fr.anima.edge.spool..", "org.jspecify..");

  /** Files as a failing card gives and takes them: the spool's own affair, without records. */
  @ArchTest
  static final ArchRule the_card_is_known_to_the_spool_alone =
      noClasses()
          .that()
          .resideOutsideOfPackage("fr.anima.edge.spool..")
          .should()
          .dependOnClassesThat(resideInAPackage("fr.anima.edge.spool.card"));

  /** Invented and played sensors have no device; a rule for an output needs its pin. */
  @ArchTest
  static final ArchRule only_drivers_know_pi4j =
      noClasses()
          .that(
              not(
                  resideInAnyPackage(
                      "fr.anima.edge",
                      "fr.anima.edge.configuration",
                      "fr.anima.edge.sensors",
                      "fr.anima.edge.sensors.climate",
                      "fr.anima.edge.sensors.analog",
                      "fr.anima.edge.sensors.contacts",
                      "fr.anima.edge.sensors.safety")))
          .should()
          .dependOnClassesThat(resideInAPackage("com.pi4j.."));

  /** Sensors are split by what they sense; each part needs a device and nothing else of ours. */
  @ArchTest
  static final ArchRule real_sensors_need_pi4j_and_the_jdk_and_nothing_else =
      classes()
          .that(
              resideInAPackage("fr.anima.edge.sensors..")
                  .and(not(resideInAnyPackage("..recorded", "..simulated", "..gnss"))))
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "com.pi4j..", "fr.anima.edge.sensors..", "org.jspecify..");

  /**
   * gpsd and the hub's answer to a claim are JSON; a parser of our own would be the least tested.
   */
  @ArchTest
  static final ArchRule only_the_client_of_gpsd_and_the_claim_read_json =
      noClasses()
          .that(resideInAPackage("fr.anima.edge.."))
          .and()
          .resideOutsideOfPackages("fr.anima.edge.sensors.gnss", "fr.anima.edge")
          .should()
          .dependOnClassesThat(resideInAPackage("com.fasterxml.."));

  @ArchTest
  static final ArchRule only_the_uplink_knows_mqtt =
      noClasses()
          .that()
          .resideOutsideOfPackage("fr.anima.edge.uplink..")
          .should()
          .dependOnClassesThat(resideInAPackage("org.eclipse.paho.."));

  @ArchTest
  static final ArchRule only_the_configuration_knows_toml =
      noClasses()
          .that()
          .resideOutsideOfPackage("fr.anima.edge.configuration")
          .should()
          .dependOnClassesThat(resideInAPackage("org.tomlj.."));

  /** The machine's word for the time is only heard by the one who judges it. */
  @ArchTest
  static final ArchRule one_class_asks_the_machine_what_time_it_is =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(MachineTime.class.getName())
          .should()
          .callMethodWhere(target(name("now")).and(target(owner(resideInAPackage("java.time")))))
          .orShould()
          .callMethodWhere(target(owner(assignableTo(InstantSource.class))))
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callConstructor(Date.class);

  @ArchTest
  static final ArchRule no_class_is_named_after_nothing =
      noClasses()
          .should()
          .haveNameMatching(
              ".*\\.(Base[A-Z]\\w*|Abstract[A-Z]\\w*|\\w*(Utils?|Helper|Manager|Impl|Common|Data"
                  + "|Info|Processor))");
}
