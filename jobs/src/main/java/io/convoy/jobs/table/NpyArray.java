package io.convoy.jobs.table;

import io.convoy.jobs.outcome.JobFailure;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.encoders.AgnosticEncoders;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;
import scala.Tuple2;

/**
 * A two-dimensional array as NumPy saves it, read as a table of {@code (id, features)}.
 *
 * <p>The id is the row number. float32 becomes {@code array<float>}; float64 and integers become
 * {@code array<double>}. Only little-endian arrays in C order are read, since only there is a row
 * one run of bytes; anything else says so.
 *
 * @param type a NumPy type without its byte order: {@code f4}, {@code i8}, ...
 * @param dataOffset where the first row starts
 */
record NpyArray(String type, long rows, int columns, long dataOffset) implements Serializable {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([<>|=])(\\w+)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d,\\s]*)\\)");

  /** Small enough to spread over cores, large enough that opening the file does not count. */
  private static final long BYTES_PER_PARTITION = 32L << 20;

  static Dataset<Row> read(SparkSession spark, String table, FileStatus file) {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    NpyArray array;
    try (FSDataInputStream bytes = file.getPath().getFileSystem(hadoop).open(file.getPath())) {
      array = parse(bytes, file.getLen());
    } catch (IOException | IllegalArgumentException malformed) {
      String reason =
          malformed instanceof EOFException ? "it is truncated" : malformed.getMessage();
      throw JobFailure.badInput(
          table + ": cannot read " + file.getPath() + ": " + reason, malformed);
    }
    int partitions =
        (int)
            Math.max(
                Math.min(array.rows, spark.sparkContext().defaultParallelism()),
                array.rows * array.rowBytes() / BYTES_PER_PARTITION);
    Dataset<Long> ids = spark.range(0, array.rows, 1, Math.max(1, partitions));
    SerializableConfiguration conf = new SerializableConfiguration(hadoop);
    String path = file.getPath().toString();
    Dataset<?> rows =
        array.type.equals("f4")
            ? ids.mapPartitions(
                (MapPartitionsFunction<Long, Tuple2<Long, float[]>>)
                    id -> new Rows<>(array, path, conf, id, NpyArray::floats),
                withId(
                    AgnosticEncoders.ArrayEncoder$.MODULE$.apply(
                        AgnosticEncoders.PrimitiveFloatEncoder$.MODULE$, false)))
            : ids.mapPartitions(
                (MapPartitionsFunction<Long, Tuple2<Long, double[]>>)
                    id -> new Rows<>(array, path, conf, id, NpyArray::doubles),
                withId(
                    AgnosticEncoders.ArrayEncoder$.MODULE$.apply(
                        AgnosticEncoders.PrimitiveDoubleEncoder$.MODULE$, false)));
    return rows.toDF("id", "features");
  }

  /** Returns the header that starts {@code bytes}, checked against the length of the whole file. */
  static NpyArray parse(InputStream bytes, long fileLength) throws IOException {
    DataInputStream in = new DataInputStream(bytes);
    byte[] magic = new byte[MAGIC.length];
    in.readFully(magic);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new IllegalArgumentException("it does not start like an npy file");
    }
    int version = in.readUnsignedByte();
    in.readUnsignedByte();
    int lengthBytes = version == 1 ? Short.BYTES : Integer.BYTES;
    long headerLength =
        version == 1
            ? Short.toUnsignedLong(Short.reverseBytes(in.readShort()))
            : Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
    if (headerLength > fileLength) {
      throw new EOFException();
    }
    byte[] text = new byte[(int) headerLength];
    in.readFully(text);
    String header = new String(text, StandardCharsets.ISO_8859_1);

    String type = group(DESCR, 2, header);
    if (group(DESCR, 1, header).equals(">") || !type.matches("f4|f8|[iu][124]|i8")) {
      throw new IllegalArgumentException(
          "its type must be float32, float64 or integer, little-endian, got '"
              + group(DESCR, 1, header)
              + type
              + "'");
    }
    String[] shape = group(SHAPE, 1, header).split("[,\\s]+", 0);
    if (shape.length != 2) {
      throw new IllegalArgumentException(
          "it must have two dimensions, got shape (" + group(SHAPE, 1, header) + ")");
    }
    if (group(ORDER, 1, header).equals("True")) {
      throw new IllegalArgumentException("it must be in C order, got Fortran order");
    }
    NpyArray array =
        new NpyArray(
            type,
            Long.parseLong(shape[0]),
            Integer.parseInt(shape[1]),
            MAGIC.length + 2 + lengthBytes + headerLength);
    long expected = array.dataOffset + array.rows * array.rowBytes();
    if (fileLength < expected) {
      throw new IllegalArgumentException(
          "it is truncated: " + fileLength + " bytes of " + expected);
    }
    return array;
  }

  private static String group(Pattern pattern, int group, String header) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw new IllegalArgumentException("its header is malformed: " + header.strip());
    }
    return matcher.group(group);
  }

  private int elementBytes() {
    return type.charAt(1) - '0';
  }

  private long rowBytes() {
    return (long) columns * elementBytes();
  }

  private float[] floats(ByteBuffer row) {
    float[] values = new float[columns];
    row.asFloatBuffer().get(values);
    return values;
  }

  private double[] doubles(ByteBuffer row) {
    double[] values = new double[columns];
    for (int j = 0; j < columns; j++) {
      values[j] =
          switch (type) {
            case "f8" -> row.getDouble();
            case "i8" -> row.getLong();
            case "i4" -> row.getInt();
            case "u4" -> Integer.toUnsignedLong(row.getInt());
            case "i2" -> row.getShort();
            case "u2" -> Short.toUnsignedInt(row.getShort());
            case "i1" -> row.get();
            case "u1" -> Byte.toUnsignedInt(row.get());
            default -> throw new AssertionError(type);
          };
    }
    return values;
  }

  private static <V> Encoder<Tuple2<Long, V>> withId(Encoder<?> vector) {
    @SuppressWarnings("unchecked") // the caller pairs the encoder with the array it encodes
    Encoder<V> typed = (Encoder<V>) vector;
    return Encoders.tuple(Encoders.LONG(), typed);
  }

  /** Turns the bytes of one row into its vector. */
  private interface Decode<V> {
    V row(NpyArray array, ByteBuffer bytes);
  }

  /** The rows whose consecutive numbers a partition holds, read in one go. */
  private static final class Rows<V> implements Iterator<Tuple2<Long, V>> {

    private final NpyArray array;
    private final Iterator<Long> ids;
    private final Decode<V> decode;
    private final ByteBuffer row;
    private final FSDataInputStream bytes;
    private boolean placed;

    private Rows(
        NpyArray array,
        String path,
        SerializableConfiguration conf,
        Iterator<Long> ids,
        Decode<V> decode)
        throws IOException {
      this.array = array;
      this.ids = ids;
      this.decode = decode;
      this.row = ByteBuffer.allocate((int) array.rowBytes()).order(ByteOrder.LITTLE_ENDIAN);
      Path file = new Path(path);
      this.bytes = file.getFileSystem(conf.value()).open(file);
      TaskContext.get()
          .addTaskCompletionListener((TaskCompletionListener) context -> closeQuietly());
    }

    @Override
    public boolean hasNext() {
      return ids.hasNext();
    }

    @Override
    public Tuple2<Long, V> next() {
      long id = ids.next();
      try {
        if (!placed) {
          bytes.seek(array.dataOffset + id * array.rowBytes());
          placed = true;
        }
        bytes.readFully(row.array());
      } catch (IOException lost) {
        throw new UncheckedIOException(lost);
      }
      return new Tuple2<>(id, decode.row(array, row.clear()));
    }

    private void closeQuietly() {
      try {
        bytes.close();
      } catch (IOException alreadyRead) {
        // every row was read or the task failed for its own reason; nothing is lost
      }
    }
  }
}
