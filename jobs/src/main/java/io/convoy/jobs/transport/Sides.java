package io.convoy.jobs.transport;

import io.convoy.clustering.LogSoftmax;
import io.convoy.geometry.GroundCost;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.SpatialRows;
import io.convoy.jobs.settings.Engine;
import io.convoy.jobs.settings.Storage;
import io.convoy.jobs.table.LabelValues;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.work.Holdings;
import io.convoy.jobs.work.MemoryNeed;
import io.convoy.jobs.work.Run;
import io.convoy.jobs.work.TableReader;
import io.convoy.spark.table.PointTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Both tables of a problem, read: as they are drawn, and as the problem is solved over them.
 *
 * @param from the source as it was opened
 * @param to the target as it was opened
 * @param drawn the source's rows as they are drawn
 * @param drawnColumns the target's
 * @param fromDrawn from rows as they are drawn to those the problem is solved over
 * @param source the source's rows as they are solved over
 * @param target the target's blocks
 * @param columns the target's rows as they are solved over
 * @param cost between these
 * @param engine what sweeps over them
 * @param keeps whether sweeps read costs that they keep
 */
record Sides(
    OpenTable from,
    OpenTable to,
    PointTable drawn,
    PointBlock drawnColumns,
    UnaryOperator<PointBlock> fromDrawn,
    PointTable source,
    PointTable target,
    PointTable.Gathered columns,
    GroundCost cost,
    Engine engine,
    boolean keeps) {

  /**
   * Reads both tables and chooses by their sizes what sweeps over them.
   *
   * @throws io.convoy.jobs.outcome.JobFailure if rows break their contract, or there is too little
   *     memory
   */
  static Sides read(
      Run run, TransportSettings settings, Asked.Planned asked, Engines engines, Holdings held) {
    TableReader reader = new TableReader(settings.run().tasks(), settings.quarantine(), held);
    OpenTable from = opened(run.tables().get("source"), asked);
    OpenTable to = opened(run.tables().get("target"), asked);
    PointTable source = reader.read(from);
    PointTable target = reader.read(to);
    TableReader.requireEqualDimensions("source", source, "target", target);
    int width = PairCosts.width(from, source);
    Engine engine = engines.choose((double) source.rows() * target.rows(), width);
    MemoryNeed need = engines.checkColumns(engine, target.rows(), width);
    boolean keeps =
        asked.store().keeps(source.rows(), target.rows(), width, asked.entropic().precision());
    if (keeps && (engine == Engine.MEMORY || run.spark().sparkContext().isLocal())) {
      need.checkStored(Storage.bytes(source.rows(), target.rows()));
    }
    if (asked.isDebiased()) {
      engines.checkColumns(engine, source.rows(), width);
    }
    if (settings.standardize()) {
      List<PointTable> scaled = reader.standardized(List.of(source, target));
      source = scaled.get(0);
      target = scaled.get(1);
    }
    PointTable.Gathered columns = target.gather();
    Sides points =
        new Sides(
            from,
            to,
            source,
            columns.points(),
            UnaryOperator.identity(),
            source,
            target,
            columns,
            settings.cost(),
            engine,
            keeps);
    return asked instanceof Asked.Clusters clusters
            && clusters.labelling() == Asked.Labelling.SOFTMAX
        ? points.asLogits(held)
        : points;
  }

  /** Returns a table with its labels to be read, if they cost something. */
  private static OpenTable opened(OpenTable table, Asked.Planned asked) {
    return asked instanceof Asked.Whole whole && whole.labelCost().isPresent()
        ? LabelValues.read(table)
        : table;
  }

  /** Returns the same tables under the negative log-likelihood of a model's labels. */
  private Sides asLogits(Holdings held) {
    PointBlock prototypes = columns.points();
    LogSoftmax softmax = new LogSoftmax(cost, prototypes);
    PointTable rows =
        held.hold(source.mapped(softmax.dimension(), (state, block) -> state.rows(block), softmax));
    return new Sides(
        from,
        to,
        drawn,
        drawnColumns,
        softmax::rows,
        rows,
        target,
        new PointTable.Gathered(softmax.columns(prototypes.weights()), columns.ids()),
        softmax.productCost(),
        engine,
        keeps);
  }

  /**
   * Returns what the solver sweeps over: rows in spatial order if that may pay. Tables with rows
   * per source row are made of the source itself, in the order of ids.
   */
  static PointTable inSpace(PointTable source, PointBlock columns, GroundCost cost, Holdings held) {
    boolean mayPay =
        source.labels() == 0
            && SpatialRows.mayPay(cost, source.rows(), columns.rows(), source.dimension());
    return mayPay ? held.hold(source.inSpace(SpatialRows.near(columns))) : source;
  }

  /** Returns the number of rows read, by table. */
  Map<String, Long> counts() {
    return counts(source, target);
  }

  static Map<String, Long> counts(PointTable source, PointTable target) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("source", source.rows());
    counts.put("target", target.rows());
    return counts;
  }
}
