package io.convoy.spark.block;

import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Ids to and from streams a chunk at a time; element by element is several times slower. */
final class BulkIo {

  private static final int CHUNK_BYTES = 1 << 16;

  private BulkIo() {}

  static void write(ObjectOutput out, long[] values) throws IOException {
    out.writeInt(values.length);
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    int step = CHUNK_BYTES / Long.BYTES;
    for (int from = 0; from < values.length; from += step) {
      int count = Math.min(step, values.length - from);
      chunk.asLongBuffer().put(values, from, count);
      out.write(chunk.array(), 0, count * Long.BYTES);
    }
  }

  static long[] readLongs(ObjectInput in) throws IOException {
    long[] values = new long[in.readInt()];
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    int step = CHUNK_BYTES / Long.BYTES;
    for (int from = 0; from < values.length; from += step) {
      int count = Math.min(step, values.length - from);
      in.readFully(chunk.array(), 0, count * Long.BYTES);
      chunk.asLongBuffer().get(values, from, count);
    }
    return values;
  }

  static void write(ObjectOutput out, String[] values) throws IOException {
    out.writeInt(values.length);
    for (String value : values) {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  static String[] readStrings(ObjectInput in) throws IOException {
    String[] values = new String[in.readInt()];
    for (int i = 0; i < values.length; i++) {
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      values[i] = new String(bytes, StandardCharsets.UTF_8);
    }
    return values;
  }
}
