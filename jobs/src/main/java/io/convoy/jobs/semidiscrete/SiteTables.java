package io.convoy.jobs.semidiscrete;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.Shared;
import io.convoy.iterate.Visit;
import io.convoy.semidiscrete.MappedSamples;
import io.convoy.semidiscrete.Verification;
import io.convoy.spark.block.Ids;
import io.convoy.spark.block.TableBlock;
import io.convoy.spark.table.PointTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The tables that a solved semi-discrete problem leaves.
 *
 * @param sites the ids of the sites, in their order
 * @param type their SQL type
 * @param g the sites' potentials
 */
record SiteTables(Ids sites, DataType type, double[] g) {

  /** Returns every site with its potential, its weight, and its mass with a confidence interval. */
  Dataset<Row> potentials(SparkSession spark, double[] weights, Verification verified) {
    StructType schema = new StructType().add("id", type, false);
    for (String column : List.of("g", "weight", "mass", "mass_low", "mass_high")) {
      schema = schema.add(column, DataTypes.DoubleType, false);
    }
    List<Row> rows = new ArrayList<>(g.length);
    for (int j = 0; j < g.length; j++) {
      rows.add(
          RowFactory.create(
              sites.value(j),
              g[j],
              weights[j],
              verified.mass()[j],
              verified.low()[j],
              verified.high()[j]));
    }
    return spark.createDataFrame(rows, schema);
  }

  /** Returns every sample, numbered, with the id of its site. */
  Dataset<Row> map(SparkSession spark, List<MappedSamples> pieces) {
    List<Row> rows = new ArrayList<>();
    for (MappedSamples piece : pieces) {
      for (int i = 0; i < piece.sites().length; i++) {
        Object[] point = new Object[piece.points().dimension()];
        for (int k = 0; k < point.length; k++) {
          point[k] = piece.points().coordinate(i, k);
        }
        rows.add(RowFactory.create((long) rows.size(), point, sites.value(piece.sites()[i])));
      }
    }
    return spark.createDataFrame(
        rows,
        new StructType()
            .add("id", DataTypes.LongType, false)
            .add("point", DataTypes.createArrayType(DataTypes.DoubleType, false), false)
            .add("site_id", type, false));
  }

  /** Returns every source row's id and that of its site, computed while it is written. */
  Dataset<Row> map(
      PointTable source, Visit<PointBlock, double[], int[]> assign, Shared<Ids> shared) {
    StructType schema =
        new StructType().add("id", source.idType(), false).add("site_id", type, false);
    Visit<TableBlock, double[], List<Row>> rows =
        (potentials, block) -> {
          int[] assigned = assign.visit(potentials, block.points());
          List<Row> made = new ArrayList<>(assigned.length);
          for (int i = 0; i < assigned.length; i++) {
            made.add(RowFactory.create(block.ids().value(i), shared.value().value(assigned[i])));
          }
          return made;
        };
    return source.derive(schema, rows, g);
  }
}
