package fr.anima.edge.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Appends the same messages to the spool, to SQLite (WAL, synchronous FULL) and to a bare file, in
 * groups of 50, each on disk before the next begins. They take turns of a quarter of a second, so
 * that all meet the same load. Not a test: run by hand with a directory and seconds for each.
 */
final class JournalBench {
  private static final int GROUP = 50;
  private static final int PAYLOAD = 200;
  private static final long TURN_NANOS = 250_000_000;

  private JournalBench() {}

  /** Where groups of messages go. */
  private interface Place {
    void group(long firstSequence) throws IOException, SQLException;
  }

  /** One of the three, and what it did so far. */
  private static final class Runner {
    private final Place place;
    private long records;
    private long nanos;

    Runner(Place place) {
      this.place = place;
    }

    void turn() throws IOException, SQLException {
      long began = System.nanoTime();
      while (System.nanoTime() - began < TURN_NANOS) {
        place.group(records + 1);
        records += GROUP;
      }
      nanos += System.nanoTime() - began;
    }

    double rate() {
      return records * 1e9 / nanos;
    }
  }

  /** Prints one line. */
  public static void main(String[] arguments) throws Exception {
    Path directory =
        arguments.length > 0 ? Path.of(arguments[0]) : Files.createTempDirectory("journal-bench");
    long turns = arguments.length > 1 ? 4 * Long.parseLong(arguments[1]) : 20;
    Files.createDirectories(directory);
    try (Spool spool = Spool.open(directory.resolve("spool"), SpoolLimits.of(256L << 20));
        Connection sqlite =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("sqlite.db"));
        PreparedStatement insert = prepare(sqlite);
        FileChannel file =
            FileChannel.open(
                directory.resolve("bare"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      Runner ours = new Runner(first -> append(spool, first));
      Runner theirs = new Runner(first -> append(sqlite, insert, first));
      Runner bare = new Runner(first -> append(file));
      for (int turn = 0; turn < turns; turn++) {
        ours.turn();
        theirs.turn();
        bare.turn();
      }
      System.out.printf(
          "groups of %d, %d bytes: spool %,.0f records/s, SQLite %,.0f, ratio %.2f; bare file %,.0f%n",
          GROUP, PAYLOAD, ours.rate(), theirs.rate(), ours.rate() / theirs.rate(), bare.rate());
    }
  }

  /** What the disk can do when nobody thinks. */
  private static void append(FileChannel file) throws IOException {
    ByteBuffer group = ByteBuffer.allocate(GROUP * (SegmentFormat.HEADER + 8 + PAYLOAD));
    while (group.hasRemaining()) {
      file.write(group);
    }
    file.force(false);
  }

  private static void append(Spool spool, long first) throws IOException {
    for (int number = 0; number < GROUP; number++) {
      spool.append(SpoolRecord.Rank.TELEMETRY, "readings", 7, first + number, new byte[PAYLOAD]);
    }
    spool.sync();
  }

  private static PreparedStatement prepare(Connection sqlite) throws SQLException {
    try (Statement statement = sqlite.createStatement()) {
      statement.execute("pragma journal_mode=wal");
      statement.execute("pragma synchronous=full");
      statement.execute(
          "create table if not exists spool (ordinal integer primary key, rank int, channel text,"
              + " boot int, sequence int, payload blob)");
    }
    sqlite.setAutoCommit(false);
    return sqlite.prepareStatement(
        "insert into spool (rank, channel, boot, sequence, payload) values (2, 'readings', 7, ?, ?)");
  }

  private static void append(Connection sqlite, PreparedStatement insert, long first)
      throws SQLException {
    for (int number = 0; number < GROUP; number++) {
      insert.setLong(1, first + number);
      insert.setBytes(2, new byte[PAYLOAD]);
      insert.addBatch();
    }
    insert.executeBatch();
    sqlite.commit();
  }
}
