package fr.anima.hub.people;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The key of whoever operates this machine: a file only they can read, made at the first start. */
public final class OperatorToken {
  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** 256 bits in Base64. */
  private static final int SHORTEST = 43;

  private final Token token;

  private OperatorToken(Token token) {
    this.token = token;
  }

  /**
   * Reads the file, or makes it; an empty one is what a power cut left of it. Blocks; meant for the
   * start.
   *
   * @throws IOException when it can be neither read nor made
   */
  public static OperatorToken in(Path file) throws IOException {
    String text = Files.exists(file) ? Files.readString(file, US_ASCII).strip() : "";
    if (text.isEmpty()) {
      return new OperatorToken(made(file));
    }
    if (text.length() < SHORTEST) {
      throw new IOException(file + " holds no key: remove it, the next start makes a new one");
    }
    return new OperatorToken(new Token(text));
  }

  /** On disk, whole, before it has its name: the name outlives a power cut, the bytes must, too. */
  private static Token made(Path file) throws IOException {
    Token fresh = Token.fresh();
    Path whole = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(whole);
    try (FileChannel channel = FileChannel.open(whole, NEW, OWNER_ONLY)) {
      channel.write(ByteBuffer.wrap((fresh.text() + "\n").getBytes(US_ASCII)));
      channel.force(true);
    }
    Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel directory = FileChannel.open(file.resolveSibling("."))) {
      directory.force(true);
    }
    return fresh;
  }

  boolean matches(Token shown) {
    return token.matches(shown);
  }
}
