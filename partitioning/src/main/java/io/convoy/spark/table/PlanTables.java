package io.convoy.spark.table;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.Shared;
import io.convoy.iterate.Visit;
import io.convoy.spark.block.Ids;
import io.convoy.spark.block.TableBlock;
import io.convoy.transport.DualOracle;
import io.convoy.transport.PlanRows;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A solved plan as tables. Those with rows per source row are computed on the executors, block by
 * block, whenever they are used: a sweep in double each.
 *
 * @param rows the blocks of the rows that the plan moves
 * @param oracle of the plan's columns
 */
public record PlanTables(PointTable rows, DualOracle oracle) {

  /** Returns {@code (id, f)}, one row per source row. */
  public Dataset<Row> sourcePotentials(PlanRows.Query potentials) {
    StructType schema =
        new StructType().add("id", rows.idType(), false).add("f", DataTypes.DoubleType, false);
    Visit<PointBlock, PlanRows.Query, PlanRows> visit = PlanRows.visit(oracle);
    Visit<TableBlock, PlanRows.Query, List<Row>> made =
        (query, block) -> {
          double[] f = visit.visit(query, block.points()).potentials();
          List<Row> all = new ArrayList<>(f.length);
          for (int i = 0; i < f.length; i++) {
            all.add(RowFactory.create(block.ids().value(i), f[i]));
          }
          return all;
        };
    return rows.derive(schema, made, potentials);
  }

  /**
   * Returns {@code (id, g)}, one row per target row.
   *
   * @param ids of the target rows, in their order
   */
  public static Dataset<Row> targetPotentials(
      SparkSession spark, Ids ids, DataType idType, double[] g) {
    StructType schema =
        new StructType().add("id", idType, false).add("g", DataTypes.DoubleType, false);
    List<Row> all = new ArrayList<>(g.length);
    for (int j = 0; j < g.length; j++) {
      all.add(RowFactory.create(ids.value(j), g[j]));
    }
    return spark.createDataFrame(all, schema);
  }

  /**
   * Returns {@code (source_id, target_id, mass)}, the largest entries of every source row.
   *
   * @param largest asks for so many
   * @param ids of the target rows, in their order
   */
  public Dataset<Row> plan(PlanRows.Query largest, Shared<Ids> ids, DataType targetIdType) {
    StructType schema =
        new StructType()
            .add("source_id", rows.idType(), false)
            .add("target_id", targetIdType, false)
            .add("mass", DataTypes.DoubleType, false);
    Visit<PointBlock, PlanRows.Query, PlanRows> visit = PlanRows.visit(oracle);
    Visit<TableBlock, PlanRows.Query, List<Row>> entries =
        (query, block) -> {
          PlanRows plan = visit.visit(query, block.points());
          List<Row> all = new ArrayList<>(plan.masses().length);
          for (int k = 0; k < plan.masses().length; k++) {
            all.add(
                RowFactory.create(
                    block.ids().value(k / plan.largest()),
                    ids.value().value(plan.columns()[k]),
                    plan.masses()[k]));
          }
          return all;
        };
    return rows.derive(schema, entries, largest);
  }

  /**
   * Returns the barycentric projection of every row: its id, and its image in the features' own
   * columns; see {@link #perCoordinate}.
   */
  public Dataset<Row> images(List<String> features, PlanRows.Query potentials) {
    Visit<PointBlock, PlanRows.Query, PlanRows> visit = PlanRows.visit(oracle);
    return perCoordinate(
        features,
        rows,
        (query, block) -> visit.visit(query, block).images(),
        potentials.withImages());
  }

  /**
   * Returns one row per row of a table: its id, and a value per coordinate in the features' own
   * columns (one column of arrays where the features are one vector).
   */
  public static <S> Dataset<Row> perCoordinate(
      List<String> features, PointTable rows, Visit<PointBlock, S, double[]> visit, S state) {
    boolean isVector = features.size() == 1 && rows.features() > 1;
    StructType schema = new StructType().add("id", rows.idType(), false);
    if (isVector) {
      schema =
          schema.add(
              features.get(0), DataTypes.createArrayType(DataTypes.DoubleType, false), false);
    } else {
      for (String feature : features) {
        schema = schema.add(feature, DataTypes.DoubleType, false);
      }
    }
    int d = rows.dimension();
    int labels = rows.labels();
    Visit<TableBlock, S, List<Row>> images =
        (query, block) -> {
          double[] all = visit.visit(query, block.points());
          List<Row> made = new ArrayList<>(block.rows());
          for (int i = 0; i < block.rows(); i++) {
            Object[] image = new Object[d - labels];
            for (int k = 0; k < image.length; k++) {
              image[k] = all[i * d + labels + k];
            }
            Object id = block.ids().value(i);
            made.add(
                isVector
                    ? RowFactory.create(id, image)
                    : RowFactory.create(Stream.concat(Stream.of(id), Stream.of(image)).toArray()));
          }
          return made;
        };
    return rows.derive(schema, images, state);
  }
}
