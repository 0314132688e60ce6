package fr.anima.edge.spool;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A record as bytes, big endian: magic 4, CRC32C 4 (of all that follows), length of channel and
 * payload 4, rank 1, length of channel 1, version 2, ordinal 8, boot 8, sequence 8, channel,
 * payload.
 */
final class SegmentFormat {
  static final int MAGIC = 0xA91A5EED;
  static final int HEADER = 40;
  static final int MOST_CHANNEL = 32;
  static final int MOST_PAYLOAD = 64 * 1024;
  static final int MOST_RECORD = HEADER + MOST_CHANNEL + MOST_PAYLOAD;

  private static final int CHECKED_FROM = 8;
  private static final short VERSION = 1;

  private SegmentFormat() {}

  static ByteBuffer write(SpoolRecord record) {
    byte[] channel = record.channel().getBytes(StandardCharsets.US_ASCII);
    int body = channel.length + record.payload().length;
    ByteBuffer bytes = ByteBuffer.allocate(HEADER + body);
    bytes.putInt(MAGIC).putInt(0).putInt(body);
    bytes.put(record.rank().code()).put((byte) channel.length).putShort(VERSION);
    bytes.putLong(record.ordinal()).putLong(record.boot()).putLong(record.sequence());
    bytes.put(channel).put(record.payload());
    return bytes.putInt(4, checksum(bytes, 0, bytes.capacity())).flip();
  }

  /** The record that starts at {@code at}, if a whole and sound one does. */
  static Optional<SpoolRecord> read(ByteBuffer bytes, int at) {
    if (bytes.limit() - at < HEADER || bytes.getInt(at) != MAGIC) {
      return Optional.empty();
    }
    int body = bytes.getInt(at + 8);
    Optional<SpoolRank> rank = SpoolRank.ofCode(bytes.get(at + 12));
    int channel = bytes.get(at + 13);
    boolean plausible =
        channel >= 0
            && channel <= MOST_CHANNEL
            && body >= channel
            && body <= channel + MOST_PAYLOAD
            && rank.isPresent()
            && bytes.getShort(at + 14) == VERSION
            && bytes.limit() - at - HEADER >= body;
    if (!plausible || bytes.getInt(at + 4) != checksum(bytes, at, HEADER + body)) {
      return Optional.empty();
    }
    byte[] name = new byte[channel];
    byte[] payload = new byte[body - channel];
    bytes.get(at + HEADER, name).get(at + HEADER + channel, payload);
    return Optional.of(
        new SpoolRecord(
            bytes.getLong(at + 24),
            bytes.getLong(at + 32),
            rank.orElseThrow(),
            new String(name, StandardCharsets.US_ASCII),
            payload,
            bytes.getLong(at + 16)));
  }

  static int sizeOf(SpoolRecord record) {
    return HEADER + record.channel().length() + record.payload().length;
  }

  private static int checksum(ByteBuffer bytes, int at, int length) {
    CRC32C sum = new CRC32C();
    sum.update(bytes.slice(at + CHECKED_FROM, length - CHECKED_FROM));
    return (int) sum.getValue();
  }
}
