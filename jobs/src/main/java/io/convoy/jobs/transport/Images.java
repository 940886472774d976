package io.convoy.jobs.transport;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.Visit;
import io.convoy.jobs.table.OpenTable;
import io.convoy.spark.block.TableBlock;
import io.convoy.spark.table.PointTable;
import io.convoy.transport.DualOracle;
import io.convoy.transport.PlanRows;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Where a plan sends rows on average.
 *
 * @param from the rows as they were opened
 * @param rows their blocks
 * @param oracle of the plan's columns
 */
record Images(OpenTable from, PointTable rows, DualOracle oracle) {

  /**
   * Returns the barycentric projection of every row: its id, and its image in the features' own
   * columns (one column of arrays where the features are one vector). Computed while it is written.
   *
   * @param potentials of the plan
   */
  Dataset<Row> of(PlanRows.Query potentials) {
    Visit<PointBlock, PlanRows.Query, PlanRows> visit = PlanRows.visit(oracle);
    return perCoordinate(
        from, rows, (query, block) -> visit.visit(query, block).images(), potentials.withImages());
  }

  /**
   * Returns one row per row of a table: its id, and a value per coordinate in the features' own
   * columns. Computed while it is written.
   */
  static <S> Dataset<Row> perCoordinate(
      OpenTable from, PointTable rows, Visit<PointBlock, S, double[]> visit, S state) {
    List<String> features = from.roles().features();
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
