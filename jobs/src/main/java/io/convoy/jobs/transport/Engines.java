package io.convoy.jobs.transport;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.MemoryRunner;
import io.convoy.iterate.SweepRunner;
import io.convoy.jobs.settings.Engine;
import io.convoy.jobs.settings.RunSettings;
import io.convoy.jobs.work.Holdings;
import io.convoy.jobs.work.MemoryNeed;
import io.convoy.spark.run.ExecutorMemory;
import io.convoy.spark.table.PointTable;
import io.convoy.transport.PointTransport;
import java.util.concurrent.ForkJoinPool;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** What a run's sweeps run on. */
record Engines(RunSettings run, Holdings held, SparkSession spark) {

  /** Returns the engine asked for, or the one for sweeps over that many pairs. */
  Engine choose(double pairs, int dimension) {
    if (run.engine() != Engine.AUTO) {
      return run.engine();
    }
    return PointTransport.isSmall(pairs, dimension) ? Engine.MEMORY : Engine.SPARK;
  }

  /** Returns how many sweep in one process at a time. */
  int threads(Engine engine) {
    int cores = Runtime.getRuntime().availableProcessors();
    return engine == Engine.MEMORY ? run.tasks().orElse(cores) : cores;
  }

  /**
   * Returns what so many columns need, if there is as much.
   *
   * @throws io.convoy.jobs.outcome.JobFailure if not
   */
  MemoryNeed checkColumns(Engine engine, long columns, int dimension) {
    return MemoryNeed.checkColumns(
        columns,
        dimension,
        threads(engine),
        engine == Engine.MEMORY,
        ExecutorMemory.of(JavaSparkContext.fromSparkContext(spark.sparkContext())));
  }

  /** Returns a runner over a table, held. */
  SweepRunner<PointBlock> runner(Engine engine, PointTable table) {
    if (engine == Engine.SPARK) {
      return table.runner();
    }
    ForkJoinPool pool = new ForkJoinPool(threads(engine));
    held.hold(pool::shutdown);
    return new MemoryRunner<>(table.collectBlocks(), pool);
  }
}
