package fr.anima.edge.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Ways a card spoils files; each says which records it may have cost. */
enum Damage {
  CUT {
    @Override
    byte[] spoil(byte[] bytes, int from, Random random) {
      return Arrays.copyOf(bytes, from);
    }
  },
  FLIP_A_BIT {
    @Override
    byte[] spoil(byte[] bytes, int from, Random random) {
      bytes[from] ^= (byte) (1 << random.nextInt(8));
      return bytes;
    }
  },
  ZERO_A_PAGE {
    @Override
    byte[] spoil(byte[] bytes, int from, Random random) {
      Arrays.fill(bytes, from / PAGE * PAGE, pageEnd(bytes, from), (byte) 0);
      return bytes;
    }
  },
  DUPLICATE_A_PAGE {
    @Override
    byte[] spoil(byte[] bytes, int from, Random random) {
      int page = from / PAGE * PAGE;
      int length = pageEnd(bytes, from) - page;
      int at = random.nextInt(bytes.length / PAGE + 1) * PAGE;
      ByteBuffer longer = ByteBuffer.allocate(bytes.length + length);
      longer.put(bytes, 0, at).put(bytes, page, length).put(bytes, at, bytes.length - at);
      return longer.array();
    }
  },
  OVERWRITE_WITH_NOISE {
    @Override
    byte[] spoil(byte[] bytes, int from, Random random) {
      byte[] noise = new byte[Math.min(bytes.length - from, 1 + random.nextInt(300))];
      random.nextBytes(noise);
      System.arraycopy(noise, 0, bytes, from, noise.length);
      return bytes;
    }
  },
  DELETE {
    @Override
    byte[] spoil(byte[] bytes, int from, Random random) {
      return new byte[0];
    }
  };

  private static final int PAGE = 4096;

  abstract byte[] spoil(byte[] bytes, int from, Random random);

  static Damage of(Random random) {
    return values()[random.nextInt(values().length)];
  }

  private static int pageEnd(byte[] bytes, int from) {
    return Math.min(bytes.length, from / PAGE * PAGE + PAGE);
  }

  /** Spoils one file, half the time a segment; tells what was done. */
  String strike(Path directory, Random random, Set<Long> mayBeLost) throws IOException {
    List<String> files = Spools.files(directory);
    boolean segment = random.nextInt(4) > 0;
    List<String> choice =
        files.stream().filter(it -> it.endsWith(".seg") == segment).sorted().toList();
    Path file = directory.resolve(choice.get(random.nextInt(choice.size())));
    byte[] before = Files.readAllBytes(file);
    int from = random.nextInt(before.length);
    byte[] after = spoil(before.clone(), from, random);
    if (segment) {
      addSpoilt(before, after, mayBeLost);
    }
    if (this == DELETE) {
      Files.delete(file);
    } else {
      Files.write(file, after);
    }
    return name().toLowerCase(java.util.Locale.ROOT) + " at " + from + " of " + file.getFileName();
  }

  /** A record is spoilt when its bytes are found nowhere in the file any more. */
  private static void addSpoilt(byte[] before, byte[] after, Set<Long> spoilt) {
    ByteBuffer bytes = ByteBuffer.wrap(before);
    int at = 0;
    Optional<SpoolRecord> record = SegmentFormat.read(bytes, at);
    while (record.isPresent()) {
      int size = SegmentFormat.sizeOf(record.get());
      if (!contains(after, Arrays.copyOfRange(before, at, at + size))) {
        spoilt.add(record.get().sequence());
      }
      at += size;
      record = SegmentFormat.read(bytes, at);
    }
  }

  private static boolean contains(byte[] bytes, byte[] part) {
    for (int at = 0; at + part.length <= bytes.length; at++) {
      if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
        return true;
      }
    }
    return false;
  }
}
