package io.convoy.spark;

import io.convoy.spark.column.TableRoles;
import io.convoy.spark.intake.TableReading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Tables for tests. */
public final class Tables {

  public static final TableReading.Small NEVER_SMALL = new TableReading.Small(0, 0);

  private Tables() {}

  public static Dataset<Row> table(String ddl, Object[]... rows) {
    return LocalSpark.SESSION.createDataFrame(
        Arrays.stream(rows).map(RowFactory::create).toList(), StructType.fromDDL(ddl));
  }

  public static Object[] row(Object... values) {
    return values;
  }

  /** Returns rows (id, w, x, y) in random order, ids with gaps, one weight in seven 0. */
  public static List<Row> cloud(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Row> cloud = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      cloud.add(
          RowFactory.create(
              3L * i - rows,
              i % 7 == 3 ? 0.0 : Math.pow(10, 6 * random.nextDouble()),
              random.nextDouble() - 0.5,
              random.nextDouble()));
    }
    Collections.shuffle(cloud, new Random(seed));
    return cloud;
  }

  public static Dataset<Row> cloudTable(List<Row> cloud) {
    StructType schema =
        new StructType()
            .add("id", DataTypes.LongType)
            .add("w", DataTypes.DoubleType)
            .add("x", DataTypes.DoubleType)
            .add("y", DataTypes.DoubleType);
    return LocalSpark.SESSION.createDataFrame(cloud, schema);
  }

  public static final TableRoles CLOUD =
      new TableRoles(Optional.of("id"), Optional.of("w"), Optional.empty(), List.of("x", "y"));

  public static TableRoles features(String... names) {
    return new TableRoles(Optional.empty(), Optional.empty(), Optional.empty(), List.of(names));
  }

  public static TableRoles withId(String id, String... names) {
    return new TableRoles(Optional.of(id), Optional.empty(), Optional.empty(), List.of(names));
  }

  public static TableRoles withWeight(String id, String weight, String... names) {
    return new TableRoles(Optional.of(id), Optional.of(weight), Optional.empty(), List.of(names));
  }
}
