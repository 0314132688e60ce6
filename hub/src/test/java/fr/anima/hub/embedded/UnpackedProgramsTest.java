package fr.anima.hub.embedded;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedProgramsTest {
  @TempDir private Path home;

  @Test
  void what_a_power_cut_left_half_unpacked_is_forgotten_and_what_ran_is_kept() throws IOException {
    UnpackedPrograms programs = new UnpackedPrograms(home);
    Path ran = unpack("PG-1");
    programs.keep();
    Path half = unpack("PG-2");

    programs.forgetHalves();

    assertTrue(Files.exists(ran.resolve("bin/postgres")));
    assertFalse(Files.exists(half));
  }

  @Test
  void before_the_first_start_there_is_nothing_to_forget() throws IOException {
    new UnpackedPrograms(home.resolve("not-yet")).forgetHalves();

    assertFalse(Files.exists(home.resolve("not-yet")));
  }

  private Path unpack(String version) throws IOException {
    Path bin = Files.createDirectories(home.resolve(version).resolve("bin"));
    Files.writeString(bin.resolve("postgres"), "program");
    return home.resolve(version);
  }
}
