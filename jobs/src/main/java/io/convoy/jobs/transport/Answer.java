package io.convoy.jobs.transport;

import io.convoy.clustering.PartialClustering;
import io.convoy.geometry.PointBlock;
import io.convoy.iterate.OrderedTree;
import io.convoy.iterate.Shared;
import io.convoy.iterate.SweepRunner;
import io.convoy.iterate.Visit;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.work.KeptColumns;
import io.convoy.spark.block.Ids;
import io.convoy.spark.block.TableBlock;
import io.convoy.spark.table.PlanTables;
import io.convoy.spark.table.PointTable;
import io.convoy.transport.DivergenceGradient;
import io.convoy.transport.DualOracle;
import io.convoy.transport.PlanRows;
import io.convoy.transport.TransportResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The tables that a solved problem leaves. Those with rows per source row are computed on the
 * executors, block by block, while they are written: a sweep in double each.
 *
 * @param from the source as it was opened, for the columns passed through
 * @param source the source's blocks
 * @param targetIds the ids of the columns, in their order
 * @param targetIdType their SQL type
 */
record Answer(
    OpenTable from,
    PointTable source,
    Ids targetIds,
    DataType targetIdType,
    DualOracle oracle,
    TransportResult result) {

  /** The answer to a problem over both tables. */
  Answer(Sides sides, DualOracle oracle, TransportResult result) {
    this(
        sides.from(),
        sides.source(),
        sides.columns().ids(),
        sides.target().idType(),
        oracle,
        result);
  }

  /** Returns {@code (id, f)} and the columns kept, one row per source row. */
  Dataset<Row> sourcePotentials(List<String> keep) {
    return withKept(plans().sourcePotentials(query()), keep);
  }

  /** Returns {@code (id, g)}, one row per target row. */
  Dataset<Row> targetPotentials(SparkSession spark) {
    return PlanTables.targetPotentials(spark, targetIds, targetIdType, result.columnPotentials());
  }

  /** Returns {@code (source_id, target_id, mass)}, the largest entries of every source row. */
  Dataset<Row> plan(int entries, Shared<Ids> ids) {
    return plans().plan(query().withLargest(entries), ids, targetIdType);
  }

  /** Returns the fraction of the plan's mass that {@link #plan} lists. */
  double planMassFraction(int entries, SweepRunner<PointBlock> rows) {
    Visit<PointBlock, PlanRows.Query, PlanRows> visit = PlanRows.visit(oracle);
    OrderedTree<Double> sum = new OrderedTree<>(Double::sum);
    rows.collect(
            "listed mass",
            (PlanRows.Query query, PointBlock block) -> visit.visit(query, block).listedMass(),
            query().withLargest(entries))
        .forEach(sum::add);
    return sum.result() / result.certificate().orElseThrow().mass();
  }

  /** Returns {@code (id, cluster, confidence)} and the columns kept, one row per source row. */
  Dataset<Row> clusters(List<String> keep, Shared<Ids> ids) {
    StructType schema =
        new StructType()
            .add("id", source.idType(), false)
            .add("cluster", targetIdType, false)
            .add("confidence", DataTypes.DoubleType, false);
    Visit<PointBlock, PlanRows.Query, PartialClustering.Labels> visit =
        PartialClustering.labels(oracle);
    Visit<TableBlock, PlanRows.Query, List<Row>> labelled =
        (query, block) -> {
          PartialClustering.Labels labels = visit.visit(query, block.points());
          List<Row> made = new ArrayList<>(labels.clusters().length);
          for (int i = 0; i < labels.clusters().length; i++) {
            made.add(
                RowFactory.create(
                    block.ids().value(i),
                    ids.value().value(labels.clusters()[i]),
                    labels.confidences()[i]));
          }
          return made;
        };
    return withKept(source.derive(schema, labelled, PartialClustering.query(result)), keep);
  }

  /** Returns the barycentric projection of every source row and the columns kept. */
  Dataset<Row> map(List<String> keep) {
    return withKept(plans().images(from.roles().features(), query()), keep);
  }

  /**
   * Returns the gradient of the divergence in the coordinates of every source row: its id and the
   * gradient in the features' own columns.
   */
  Dataset<Row> gradients(SelfTerm self) {
    return PlanTables.perCoordinate(
        from.roles().features(),
        source,
        DivergenceGradient.visit(oracle, self.oracle()),
        DivergenceGradient.At.of(result, self.result()));
  }

  private PlanRows.Query query() {
    return PlanRows.Query.potentials(result.columnPotentials(), result.epsilon());
  }

  private PlanTables plans() {
    return new PlanTables(source, oracle);
  }

  /** Returns the first column that a table of this run would have twice, if there is one. */
  static Optional<String> repeatedColumn(
      List<String> features, List<String> keep, boolean map, boolean dated) {
    List<String> date = dated ? List.of("run_date") : List.of();
    return KeptColumns.firstRepeated(List.of(List.of("id", "f"), keep, date))
        .or(
            () ->
                map
                    ? KeptColumns.firstRepeated(List.of(List.of("id"), features, keep, date))
                    : Optional.empty());
  }

  private Dataset<Row> withKept(Dataset<Row> rows, List<String> keep) {
    return KeptColumns.join(rows, from, keep);
  }
}
