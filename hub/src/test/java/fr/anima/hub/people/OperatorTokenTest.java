package fr.anima.hub.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorTokenTest {
  @TempDir private Path folder;

  @Test
  void it_is_made_once_and_only_its_owner_reads_it() throws IOException {
    Path file = folder.resolve("operator-token");
    OperatorToken.in(file);

    String text = Files.readString(file).strip();

    assertTrue(OperatorToken.in(file).matches(new Token(text)));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void what_a_power_cut_left_empty_is_made_anew() throws IOException {
    Path file = Files.createFile(folder.resolve("operator-token"));

    OperatorToken made = OperatorToken.in(file);

    assertTrue(made.matches(new Token(Files.readString(file).strip())));
  }

  @Test
  void what_is_too_short_to_be_a_key_is_left_for_people_to_judge() throws IOException {
    Path file = Files.writeString(folder.resolve("operator-token"), "guess-me");

    IOException why = assertThrows(IOException.class, () -> OperatorToken.in(file));

    assertTrue(String.valueOf(why.getMessage()).contains("holds no key: remove it"));
  }
}
