package io.convoy.spark.column;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/**
 * Where a row's coordinates are and how they become primitive arrays, straight from Spark's own row
 * format: going through {@link Row} objects costs up to three times as much.
 *
 * <p>A null element is read as NaN, so one test for finite numbers finds both.
 */
public sealed interface FeatureColumn extends Serializable {

  /** What {@link #length} says of a row that has no vector. */
  int NULL = -1;

  /** What {@link #length} says of bytes that are not a whole number of floats. */
  int TORN = -2;

  /**
   * Returns what becomes the coordinates of {@code table}: its label if it is read, what is
   * carried, and its features.
   *
   * @throws TableException if a column is missing or has another type
   */
  static FeatureColumn of(String table, StructType schema, TableRoles roles) {
    FeatureColumn features = of(table, schema, roles.features());
    if (!roles.carried().isEmpty()) {
      features = new Carried(new NumericColumns(roles.carried(), features.floats()), features);
    }
    if (roles.labels().isEmpty()) {
      return features;
    }
    String label = roles.label().orElseThrow();
    Columns.type(table, schema, label);
    return new Labelled(label, roles.labels(), features);
  }

  /**
   * Returns the features of {@code table}.
   *
   * @param names one column of vectors or of numbers, or several columns of numbers
   * @throws TableException if a column is missing or has another type
   */
  static FeatureColumn of(String table, StructType schema, List<String> names) {
    if (names.size() == 1) {
      String name = names.get(0);
      DataType type = Columns.type(table, schema, name);
      if (type instanceof ArrayType array && array.elementType() instanceof NumericType) {
        return array.elementType() instanceof FloatType
            ? new FloatArray(name)
            : new DoubleArray(name);
      } else if (type.equals(SQLDataTypes.VectorType())) {
        return new MlVector(name);
      } else if (type instanceof BinaryType) {
        return new LittleEndianFloats(name);
      }
    }
    boolean floats = true;
    for (String name : names) {
      DataType type = Columns.type(table, schema, name);
      if (!(type instanceof NumericType)) {
        throw new TableException(
            table
                + ": feature column '"
                + name
                + "' has type "
                + type.simpleString()
                + "; allowed are one column of array<float>, array<double>, vector or binary"
                + " (little-endian float32), or columns of numbers");
      }
      floats &= type instanceof FloatType;
    }
    return new NumericColumns(List.copyOf(names), floats);
  }

  /** Returns the columns to select, {@link #width} of them, from which the others read. */
  List<Column> select(Dataset<Row> table);

  /** Returns the number of selected columns. */
  int width();

  /** Returns whether coordinates come in 32 bits, so that a float holds them without loss. */
  boolean floats();

  /** Returns the number of coordinates that are no features; they come first. */
  default int labels() {
    return 0;
  }

  /** Returns what a message calls coordinate {@code k}. */
  String name(int k);

  /** Returns what a message calls all coordinates together. */
  String name();

  /** Returns the number of coordinates of a row, or {@link #NULL} or {@link #TORN}. */
  int length(InternalRow row, int at);

  /** Returns whether coordinate {@code k} is null; it reads as NaN. */
  default boolean isNull(InternalRow row, int at, int k) {
    return false;
  }

  /** Writes the coordinates to {@code to} from {@code offset} on; only where {@link #floats}. */
  default void read(InternalRow row, int at, float[] to, int offset) {
    throw new IllegalStateException(name() + " does not hold floats");
  }

  /** Writes the coordinates to {@code to} from {@code offset} on; unless {@link #floats}. */
  default void read(InternalRow row, int at, double[] to, int offset) {
    throw new IllegalStateException(name() + " holds floats");
  }

  /** One column that holds all coordinates of a row. */
  sealed interface VectorColumn extends FeatureColumn {

    String column();

    @Override
    default List<Column> select(Dataset<Row> table) {
      return List.of(Columns.column(table, column()));
    }

    @Override
    default int width() {
      return 1;
    }

    @Override
    default String name() {
      return "'" + column() + "'";
    }

    @Override
    default String name(int k) {
      return column() + "[" + k + "]";
    }
  }

  /** A column of {@code array<float>}. */
  record FloatArray(String column) implements VectorColumn {

    @Override
    public boolean floats() {
      return true;
    }

    @Override
    public int length(InternalRow row, int at) {
      return row.isNullAt(at) ? NULL : row.getArray(at).numElements();
    }

    @Override
    public boolean isNull(InternalRow row, int at, int k) {
      return row.getArray(at).isNullAt(k);
    }

    @Override
    public void read(InternalRow row, int at, float[] to, int offset) {
      ArrayData array = row.getArray(at);
      float[] values = array.toFloatArray();
      System.arraycopy(values, 0, to, offset, values.length);
      for (int k = 0; k < values.length; k++) {
        if (array.isNullAt(k)) {
          to[offset + k] = Float.NaN;
        }
      }
    }
  }

  /** A column of {@code array<double>}, or of arrays of other numbers, cast to it. */
  record DoubleArray(String column) implements VectorColumn {

    @Override
    public List<Column> select(Dataset<Row> table) {
      return List.of(
          Columns.column(table, column()).cast(DataTypes.createArrayType(DataTypes.DoubleType)));
    }

    @Override
    public boolean floats() {
      return false;
    }

    @Override
    public int length(InternalRow row, int at) {
      return row.isNullAt(at) ? NULL : row.getArray(at).numElements();
    }

    @Override
    public boolean isNull(InternalRow row, int at, int k) {
      return row.getArray(at).isNullAt(k);
    }

    @Override
    public void read(InternalRow row, int at, double[] to, int offset) {
      ArrayData array = row.getArray(at);
      double[] values = array.toDoubleArray();
      System.arraycopy(values, 0, to, offset, values.length);
      for (int k = 0; k < values.length; k++) {
        if (array.isNullAt(k)) {
          to[offset + k] = Double.NaN;
        }
      }
    }
  }

  /** A column of {@code org.apache.spark.ml.linalg.Vector}, dense or sparse. */
  record MlVector(String column) implements VectorColumn {

    // the fields of VectorUDT's struct
    private static final int FIELDS = 4;
    private static final int TYPE = 0;
    private static final int SIZE = 1;
    private static final int INDICES = 2;
    private static final int VALUES = 3;
    private static final byte SPARSE = 0;

    @Override
    public boolean floats() {
      return false;
    }

    @Override
    public int length(InternalRow row, int at) {
      if (row.isNullAt(at)) {
        return NULL;
      }
      InternalRow vector = row.getStruct(at, FIELDS);
      return vector.getByte(TYPE) == SPARSE
          ? vector.getInt(SIZE)
          : vector.getArray(VALUES).numElements();
    }

    @Override
    public void read(InternalRow row, int at, double[] to, int offset) {
      InternalRow vector = row.getStruct(at, FIELDS);
      double[] values = vector.getArray(VALUES).toDoubleArray();
      if (vector.getByte(TYPE) == SPARSE) {
        Arrays.fill(to, offset, offset + vector.getInt(SIZE), 0);
        int[] indices = vector.getArray(INDICES).toIntArray();
        for (int i = 0; i < indices.length; i++) {
          to[offset + indices[i]] = values[i];
        }
      } else {
        System.arraycopy(values, 0, to, offset, values.length);
      }
    }
  }

  /** A column of bytes, four to a coordinate: float32, little-endian. */
  record LittleEndianFloats(String column) implements VectorColumn {

    @Override
    public boolean floats() {
      return true;
    }

    @Override
    public int length(InternalRow row, int at) {
      if (row.isNullAt(at)) {
        return NULL;
      }
      int bytes = row.getBinary(at).length;
      return bytes % Float.BYTES == 0 ? bytes / Float.BYTES : TORN;
    }

    @Override
    public void read(InternalRow row, int at, float[] to, int offset) {
      byte[] bytes = row.getBinary(at);
      ByteBuffer.wrap(bytes)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(to, offset, bytes.length / Float.BYTES);
    }
  }

  /** Several columns of numbers side by side; {@code floats} if all of them are float. */
  record NumericColumns(List<String> columns, boolean floats) implements FeatureColumn {

    @Override
    public List<Column> select(Dataset<Row> table) {
      DataType type = floats ? DataTypes.FloatType : DataTypes.DoubleType;
      return columns.stream().map(name -> Columns.column(table, name).cast(type)).toList();
    }

    @Override
    public int width() {
      return columns.size();
    }

    @Override
    public String name() {
      return columns.size() == 1 ? "'" + columns.get(0) + "'" : columns.size() + " columns";
    }

    @Override
    public String name(int k) {
      return columns.get(k);
    }

    @Override
    public int length(InternalRow row, int at) {
      return columns.size();
    }

    @Override
    public boolean isNull(InternalRow row, int at, int k) {
      return row.isNullAt(at + k);
    }

    @Override
    public void read(InternalRow row, int at, float[] to, int offset) {
      for (int k = 0; k < columns.size(); k++) {
        to[offset + k] = row.isNullAt(at + k) ? Float.NaN : row.getFloat(at + k);
      }
    }

    @Override
    public void read(InternalRow row, int at, double[] to, int offset) {
      for (int k = 0; k < columns.size(); k++) {
        to[offset + k] = row.isNullAt(at + k) ? Double.NaN : row.getDouble(at + k);
      }
    }
  }

  /** Numbers that are no features, and after them the features. */
  record Carried(NumericColumns before, FeatureColumn features) implements FeatureColumn {

    @Override
    public List<Column> select(Dataset<Row> table) {
      List<Column> columns = new ArrayList<>(before.select(table));
      columns.addAll(features.select(table));
      return columns;
    }

    @Override
    public int width() {
      return before.width() + features.width();
    }

    @Override
    public int labels() {
      return before.width();
    }

    @Override
    public boolean floats() {
      return features.floats();
    }

    @Override
    public String name(int k) {
      return k < before.width() ? before.name(k) : features.name(k - before.width());
    }

    @Override
    public String name() {
      return features.name();
    }

    @Override
    public int length(InternalRow row, int at) {
      int length = features.length(row, at + before.width());
      return length > 0 ? length + before.width() : length;
    }

    @Override
    public boolean isNull(InternalRow row, int at, int k) {
      int own = before.width();
      return k < own ? before.isNull(row, at, k) : features.isNull(row, at + own, k - own);
    }

    @Override
    public void read(InternalRow row, int at, float[] to, int offset) {
      before.read(row, at, to, offset);
      features.read(row, at + before.width(), to, offset + before.width());
    }

    @Override
    public void read(InternalRow row, int at, double[] to, int offset) {
      before.read(row, at, to, offset);
      features.read(row, at + before.width(), to, offset + before.width());
    }
  }

  /** A label, as the place of its value in a list, and after it the features. */
  record Labelled(String column, List<String> values, FeatureColumn features)
      implements FeatureColumn {

    @Override
    public List<Column> select(Dataset<Row> table) {
      Column value = Columns.column(table, column).cast(DataTypes.StringType);
      Column known = functions.array(values.stream().map(functions::lit).toArray(Column[]::new));
      // positions count from 1, and 0 is for a value that is not there
      Column place = functions.nullif(functions.array_position(known, value), functions.lit(0L));
      DataType type = floats() ? DataTypes.FloatType : DataTypes.DoubleType;
      List<Column> columns = new ArrayList<>();
      columns.add(place.minus(1).cast(type));
      columns.addAll(features.select(table));
      return columns;
    }

    @Override
    public int width() {
      return 1 + features.width();
    }

    @Override
    public int labels() {
      return 1 + features.labels();
    }

    @Override
    public boolean floats() {
      return features.floats();
    }

    @Override
    public String name(int k) {
      return k == 0 ? column : features.name(k - 1);
    }

    @Override
    public String name() {
      return features.name();
    }

    @Override
    public int length(InternalRow row, int at) {
      int length = features.length(row, at + 1);
      return length > 0 ? length + 1 : length;
    }

    @Override
    public boolean isNull(InternalRow row, int at, int k) {
      return k == 0 ? row.isNullAt(at) : features.isNull(row, at + 1, k - 1);
    }

    @Override
    public void read(InternalRow row, int at, float[] to, int offset) {
      to[offset] = row.isNullAt(at) ? Float.NaN : row.getFloat(at);
      features.read(row, at + 1, to, offset + 1);
    }

    @Override
    public void read(InternalRow row, int at, double[] to, int offset) {
      to[offset] = row.isNullAt(at) ? Double.NaN : row.getDouble(at);
      features.read(row, at + 1, to, offset + 1);
    }
  }
}
