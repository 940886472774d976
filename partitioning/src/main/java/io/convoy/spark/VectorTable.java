package io.convoy.spark;

import io.convoy.geometry.PointBlock;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Long vectors as a parquet table: a row each, its coordinates as little-endian bytes. Read without
 * Java deserialisation, so that a file can hold numbers and nothing that runs.
 */
final class VectorTable {

  private static final StructType SCHEMA =
      new StructType()
          .add("index", DataTypes.IntegerType, false)
          .add("weight", DataTypes.DoubleType, false)
          .add("floats", DataTypes.BinaryType, true)
          .add("doubles", DataTypes.BinaryType, true);

  private VectorTable() {}

  /** Writes blocks of one row each. */
  static void write(SparkSession spark, JavaRDD<PointBlock> vectors, Path to) {
    spark
        .createDataFrame(vectors.map(VectorTable::row), SCHEMA)
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(to.toString());
  }

  /** Returns the blocks that {@link #write} wrote, in no order. */
  static JavaRDD<PointBlock> read(SparkSession spark, Path from) {
    return spark.read().schema(SCHEMA).parquet(from.toString()).javaRDD().map(VectorTable::block);
  }

  private static Row row(PointBlock vector) {
    int d = vector.dimension();
    boolean single = vector.isFloat();
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(d, single ? Float.BYTES : Double.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int k = 0; k < d; k++) {
      if (single) {
        bytes.putFloat((float) vector.coordinate(0, k));
      } else {
        bytes.putDouble(vector.coordinate(0, k));
      }
    }
    byte[] all = bytes.array();
    return RowFactory.create(
        vector.index(), vector.weight(0), single ? all : null, single ? null : all);
  }

  private static PointBlock block(Row row) {
    double[] weights = {row.getDouble(1)};
    if (row.isNullAt(2)) {
      byte[] bytes = row.getAs(3);
      double[] doubles = new double[bytes.length / Double.BYTES];
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(doubles);
      return PointBlock.of(row.getInt(0), doubles.length, doubles, weights);
    }
    byte[] bytes = row.getAs(2);
    float[] floats = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
    return PointBlock.of(row.getInt(0), floats.length, floats, weights);
  }
}
