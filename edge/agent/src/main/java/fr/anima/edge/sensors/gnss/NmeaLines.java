package fr.anima.edge.sensors.gnss;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Undamaged sentences out of a stream of bytes. A {@code $} always starts a new sentence, so text
 * that was torn off costs only itself; a line that starts with {@code #} is a recorder's remark.
 */
public final class NmeaLines implements Closeable {
  private final InputStream bytes;
  private final StringBuilder line = new StringBuilder();
  private boolean atLineStart = true;
  private boolean inRemark;
  private long damaged;

  /** Reads from a serial line or a file; closes it in the end. */
  public NmeaLines(InputStream bytes) {
    this.bytes = new BufferedInputStream(bytes);
  }

  /** The next undamaged sentence; empty at the end of the stream. */
  public Optional<NmeaSentence> next() throws IOException {
    for (int b = bytes.read(); b >= 0; b = bytes.read()) {
      Optional<NmeaSentence> complete = take((char) b);
      if (complete.isPresent()) {
        return complete;
      }
    }
    return completed();
  }

  /** Sentences that started but failed their checksum or had none. */
  public long damaged() {
    return damaged;
  }

  private Optional<NmeaSentence> take(char c) {
    if (c == '\r' || c == '\n') {
      atLineStart = true;
      inRemark = false;
      return completed();
    }
    if (atLineStart) {
      inRemark = c == '#';
      atLineStart = false;
    }
    if (inRemark) {
      return Optional.empty();
    }
    if (c == '$') {
      Optional<NmeaSentence> before = completed();
      line.append(c);
      return before;
    }
    // One past the longest is enough to be refused; the rest of an endless line is not kept.
    if (!line.isEmpty() && line.length() <= NmeaSentence.LONGEST) {
      line.append(c);
    }
    return Optional.empty();
  }

  private Optional<NmeaSentence> completed() {
    if (line.isEmpty()) {
      return Optional.empty();
    }
    Optional<NmeaSentence> sentence = NmeaSentence.parse(line.toString());
    line.setLength(0);
    if (sentence.isEmpty()) {
      damaged++;
    }
    return sentence;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
