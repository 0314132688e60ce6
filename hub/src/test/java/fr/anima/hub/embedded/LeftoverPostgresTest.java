package fr.anima.hub.embedded;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoverPostgresTest {
  @TempDir private Path cluster;
  private Path pidFile;

  /** As a power cut leaves it: the number of somebody who is alive and no PostgreSQL. */
  @BeforeEach
  void somebodyElseHasTheNumber() throws IOException {
    pidFile = cluster.resolve("postmaster.pid");
    Files.writeString(pidFile, ProcessHandle.current().pid() + "\n" + cluster + "\n");
  }

  @Test
  void a_pid_file_of_before_the_power_cut_does_not_keep_the_database_from_starting()
      throws IOException {
    LeftoverPostgres.stop(cluster);

    assertFalse(Files.exists(pidFile));
  }

  @Test
  void while_something_works_on_the_files_the_pid_file_stays() throws IOException {
    Process backend = new ProcessBuilder("sleep", "60").directory(cluster.toFile()).start();
    try {
      LeftoverPostgres.stop(cluster);

      assertTrue(Files.exists(pidFile));
    } finally {
      backend.destroyForcibly().onExit().join();
    }
  }

  @Test
  void files_that_were_closed_in_good_order_have_nothing_to_forget() throws IOException {
    Files.delete(pidFile);

    LeftoverPostgres.stop(cluster);

    assertFalse(Files.exists(pidFile));
  }
}
