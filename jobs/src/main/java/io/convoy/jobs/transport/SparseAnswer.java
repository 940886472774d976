package io.convoy.jobs.transport;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.Shared;
import io.convoy.iterate.Visit;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.work.KeptColumns;
import io.convoy.spark.block.Ids;
import io.convoy.spark.block.TableBlock;
import io.convoy.spark.table.PointTable;
import io.convoy.transport.sparse.SparsePlan;
import io.convoy.transport.sparse.SparseTransport;
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
 * The tables that a sparse plan leaves. Those with rows per target row are computed on the
 * executors while they are written.
 *
 * @param from the source as it was opened, for the columns passed through
 * @param sourceIds in the order of the row potentials
 * @param target the target's blocks
 */
record SparseAnswer(
    OpenTable from,
    Ids sourceIds,
    DataType sourceIdType,
    PointTable target,
    SparseTransport transport,
    SparseTransport.Result result) {

  /** Returns {@code (id, f)} and the columns kept, one row per source row. */
  Dataset<Row> sourcePotentials(SparkSession spark, List<String> keep) {
    double[] f = result.rowPotentials();
    List<Row> rows = new ArrayList<>(f.length);
    for (int i = 0; i < f.length; i++) {
      rows.add(RowFactory.create(sourceIds.value(i), f[i]));
    }
    StructType schema =
        new StructType().add("id", sourceIdType, false).add("f", DataTypes.DoubleType, false);
    return KeptColumns.join(spark.createDataFrame(rows, schema), from, keep);
  }

  /** Returns {@code (id, g)}, one row per target row. */
  Dataset<Row> targetPotentials() {
    StructType schema =
        new StructType().add("id", target.idType(), false).add("g", DataTypes.DoubleType, false);
    Visit<PointBlock, double[], SparsePlan> visit = transport.plan();
    Visit<TableBlock, double[], List<Row>> potentials =
        (f, block) -> {
          double[] g = visit.visit(f, block.points()).potentials();
          List<Row> made = new ArrayList<>(g.length);
          for (int j = 0; j < g.length; j++) {
            made.add(RowFactory.create(block.ids().value(j), g[j]));
          }
          return made;
        };
    return target.derive(schema, potentials, result.rowPotentials());
  }

  /** Returns {@code (source_id, target_id, mass)}, all entries above 0. */
  Dataset<Row> plan(Shared<Ids> ids) {
    StructType schema =
        new StructType()
            .add("source_id", sourceIdType, false)
            .add("target_id", target.idType(), false)
            .add("mass", DataTypes.DoubleType, false);
    Visit<PointBlock, double[], SparsePlan> visit = transport.plan();
    Visit<TableBlock, double[], List<Row>> entries =
        (f, block) -> {
          SparsePlan plan = visit.visit(f, block.points());
          List<Row> made = new ArrayList<>(plan.rows().length);
          int entry = 0;
          for (int j = 0; j < plan.ends().length; j++) {
            for (; entry < plan.ends()[j]; entry++) {
              made.add(
                  RowFactory.create(
                      ids.value().value(plan.rows()[entry]),
                      block.ids().value(j),
                      plan.masses()[entry]));
            }
          }
          return made;
        };
    return target.derive(schema, entries, result.rowPotentials());
  }
}
