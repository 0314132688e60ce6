package fr.anima.edge.sampling;

import fr.anima.wire.SamplingPlan;
import fr.anima.wire.WireException;
import fr.anima.wire.WireJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hub's last plan on disk, so that a restart without network keeps to it. */
public final class PlanFile {
  private static final Logger log = LoggerFactory.getLogger(PlanFile.class);

  private final Path file;

  /** Kept in that file; its directory exists. */
  public PlanFile(Path file) {
    this.file = file;
  }

  /** The plan kept; empty when there is none, or none that can be read. */
  Optional<SamplingPlan> read() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(WireJson.decodePlan(Files.readAllBytes(file)));
    } catch (IOException | WireException why) {
      log.warn(
          "sampling plan unreadable, the configuration's periods hold until the hub sends another"
              + " file={} reason={}",
          file,
          why.getMessage());
      return Optional.empty();
    }
  }

  /** Keeps the plan: after a power cut there is the old one or the new one, never half of one. */
  void write(SamplingPlan plan) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(WireJson.encode(plan));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
