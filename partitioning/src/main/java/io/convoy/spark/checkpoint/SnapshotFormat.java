package io.convoy.spark.checkpoint;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * Snapshots as bytes, version 1, big-endian:
 *
 * <pre>
 * magic     8 bytes "CVYSNAP\n"
 * version   int, 1
 * problem   text
 * iteration long
 * arrays    int count, then of each: text name, int length, so many doubles
 * numbers   int count, then of each: text name, byte 'D' or 'L', 8 bytes
 * checksum  int, CRC-32C of all bytes before
 * </pre>
 *
 * A text is an int count of bytes and so many bytes of UTF-8. Entries are in the order of their
 * names, so equal snapshots have equal bytes.
 */
final class SnapshotFormat {

  private static final byte[] MAGIC = "CVYSNAP\n".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int CHUNK_BYTES = 1 << 16;

  private SnapshotFormat() {}

  /** Writes a snapshot; the stream stays open. */
  static void write(Snapshot snapshot, OutputStream to) throws IOException {
    CheckedOutputStream checked = new CheckedOutputStream(to, new CRC32C());
    DataOutputStream out = new DataOutputStream(checked);
    out.write(MAGIC);
    out.writeInt(VERSION);
    writeText(out, snapshot.problem());
    out.writeLong(snapshot.iteration());
    out.writeInt(snapshot.arrays().size());
    for (Map.Entry<String, double[]> array : new TreeMap<>(snapshot.arrays()).entrySet()) {
      writeText(out, array.getKey());
      writeDoubles(out, array.getValue());
    }
    out.writeInt(snapshot.numbers().size());
    for (Map.Entry<String, Number> number : new TreeMap<>(snapshot.numbers()).entrySet()) {
      writeText(out, number.getKey());
      if (number.getValue() instanceof Double value) {
        out.writeByte('D');
        out.writeLong(Double.doubleToRawLongBits(value));
      } else {
        out.writeByte('L');
        out.writeLong(number.getValue().longValue());
      }
    }
    out.writeInt((int) checked.getChecksum().getValue());
    out.flush();
  }

  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static void writeDoubles(DataOutputStream out, double[] values) throws IOException {
    out.writeInt(values.length);
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
    int step = CHUNK_BYTES / Double.BYTES;
    for (int from = 0; from < values.length; from += step) {
      int count = Math.min(step, values.length - from);
      chunk.asDoubleBuffer().put(values, from, count);
      out.write(chunk.array(), 0, count * Double.BYTES);
    }
  }

  /**
   * Reads a snapshot.
   *
   * @param length the number of bytes there are; no more is ever asked for, whatever they say
   * @throws DamagedSnapshotException if the bytes are not a whole, undamaged snapshot
   * @throws IOException if they cannot be read
   */
  static Snapshot read(InputStream from, long length) throws IOException {
    CheckedInputStream checked = new CheckedInputStream(from, new CRC32C());
    Reader in = new Reader(checked, length);
    if (!new String(in.bytes(MAGIC.length), StandardCharsets.US_ASCII)
        .equals(new String(MAGIC, StandardCharsets.US_ASCII))) {
      throw new DamagedSnapshotException("it does not begin as a snapshot does");
    }
    int version = in.number();
    if (version != VERSION) {
      throw new DamagedSnapshotException("its version is " + version + ", known is " + VERSION);
    }
    String problem = in.text();
    long iteration = in.longNumber();
    Map<String, double[]> arrays = new HashMap<>();
    for (int left = in.number(); left > 0; left--) {
      arrays.put(in.text(), in.doubles());
    }
    Map<String, Number> numbers = new HashMap<>();
    for (int left = in.number(); left > 0; left--) {
      String name = in.text();
      byte kind = in.bytes(1)[0];
      long bits = in.longNumber();
      numbers.put(name, kind == 'D' ? (Number) Double.longBitsToDouble(bits) : (Number) bits);
    }
    int sum = (int) checked.getChecksum().getValue();
    if (in.number() != sum) {
      throw new DamagedSnapshotException("its checksum does not fit its content");
    }
    if (in.left() != 0) {
      throw new DamagedSnapshotException("it goes on for " + in.left() + " bytes after its end");
    }
    return new Snapshot(problem, iteration, arrays, numbers);
  }

  /** Reads values as long as the promised bytes last. */
  private static final class Reader {

    private final InputStream in;
    private long left;

    Reader(InputStream in, long length) {
      this.in = in;
      this.left = length;
    }

    long left() {
      return left;
    }

    private void take(long bytes) throws IOException {
      if (bytes < 0 || bytes > left) {
        throw new DamagedSnapshotException(
            "it asks for " + bytes + " bytes where " + left + " are left");
      }
      left -= bytes;
    }

    /**
     * Fills {@code bytes}. That the stream ends is for the stream to say by its return value: an
     * {@link java.io.EOFException} may also be of a connection, and passes.
     */
    private void fill(byte[] bytes, int count) throws IOException {
      int got = in.readNBytes(bytes, 0, count);
      if (got < count) {
        throw new DamagedSnapshotException(
            "it ends " + (count - got) + " bytes or more before it should");
      }
    }

    int number() throws IOException {
      return ByteBuffer.wrap(bytes(Integer.BYTES)).getInt();
    }

    long longNumber() throws IOException {
      return ByteBuffer.wrap(bytes(Long.BYTES)).getLong();
    }

    byte[] bytes(int count) throws IOException {
      take(count);
      byte[] bytes = new byte[count];
      fill(bytes, count);
      return bytes;
    }

    String text() throws IOException {
      return new String(bytes(number()), StandardCharsets.UTF_8);
    }

    double[] doubles() throws IOException {
      int length = number();
      take((long) length * Double.BYTES);
      double[] values = new double[length];
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
      int step = CHUNK_BYTES / Double.BYTES;
      for (int from = 0; from < length; from += step) {
        int count = Math.min(step, length - from);
        fill(chunk.array(), count * Double.BYTES);
        chunk.asDoubleBuffer().get(values, from, count);
      }
      return values;
    }
  }
}
