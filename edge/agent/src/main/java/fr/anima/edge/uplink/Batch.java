package fr.anima.edge.uplink;

import fr.anima.edge.spool.SpoolLoss;
import fr.anima.edge.spool.SpoolRecord;
import fr.anima.wire.WireGzip;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records of one channel that travel in one publish: one JSON object, or an array of several. */
record Batch(String channel, List<SpoolRecord> records) {
  /** The most records of a publish, as agreed in {@code fr.anima.wire.WireJson}. */
  static final int MOST_RECORDS = 200;

  /** The most bytes of a publish of several; a single record is sent whatever its size. */
  static final int MOST_BYTES = 48 * 1024;

  /** A single small message packs to four fifths at best, which is not worth the work. */
  private static final int WORTH_PACKING = 400;

  /** Batches in the order of their first record; each channel keeps its order. */
  static List<Batch> of(List<SpoolRecord> records, int mostBytes) {
    List<Batch> batches = new ArrayList<>();
    Map<String, Batch> open = new LinkedHashMap<>();
    for (SpoolRecord record : records) {
      Batch batch = open.get(record.channel());
      if (batch == null || !batch.takes(record, mostBytes)) {
        batch = new Batch(record.channel(), new ArrayList<>());
        open.put(record.channel(), batch);
        batches.add(batch);
      }
      batch.records.add(record);
    }
    return batches;
  }

  /** Each record on its own. */
  List<Batch> apart() {
    return records.stream().map(it -> new Batch(channel, List.of(it))).toList();
  }

  private boolean takes(SpoolRecord record, int mostBytes) {
    return records.size() < MOST_RECORDS && bytes() + record.payload().length + 1 <= mostBytes;
  }

  /** From its first record to its last. */
  SpoolLoss.Range range() {
    return SpoolLoss.Range.of(records.get(0), records.get(records.size() - 1));
  }

  /** Bytes of the payload. */
  int bytes() {
    int brackets = records.size() > 1 ? 1 + records.size() : 0;
    return brackets + records.stream().mapToInt(it -> it.payload().length).sum();
  }

  /** What a publish carries for a hub that accepts gzip, where that makes it smaller. */
  byte[] packed() {
    byte[] plain = payload();
    byte[] packed = plain.length < WORTH_PACKING ? plain : WireGzip.pack(plain);
    return packed.length < plain.length ? packed : plain;
  }

  byte[] payload() {
    if (records.size() == 1) {
      return records.get(0).payload();
    }
    ByteArrayOutputStream array = new ByteArrayOutputStream(bytes());
    char before = '[';
    for (SpoolRecord record : records) {
      array.write(before);
      array.writeBytes(record.payload());
      before = ',';
    }
    array.write(']');
    return array.toByteArray();
  }
}
