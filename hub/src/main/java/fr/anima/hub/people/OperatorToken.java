package fr.anima.hub.people;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The key of whoever operates this machine: a file only they can read, made at the first start. */
public final class OperatorToken {
  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private final Token token;

  private OperatorToken(Token token) {
    this.token = token;
  }

  /**
   * Reads the file, or makes it. Blocks; meant for the start.
   *
   * @throws IOException when it can be neither read nor made
   */
  public static OperatorToken in(Path file) throws IOException {
    Token fresh = Token.fresh();
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (var channel = Files.newByteChannel(file, NEW, ownerOnly)) {
      channel.write(java.nio.ByteBuffer.wrap((fresh.text() + "\n").getBytes(US_ASCII)));
      return new OperatorToken(fresh);
    } catch (FileAlreadyExistsException madeBefore) {
      String text = Files.readString(file, US_ASCII).strip();
      if (text.length() < 43) {
        throw new IOException(file + " holds no key: remove it, the next start makes a new one");
      }
      return new OperatorToken(new Token(text));
    }
  }

  boolean matches(Token shown) {
    return token.matches(shown);
  }
}
