package io.convoy.jobs.select;

import io.convoy.jobs.settings.SelectSettings;
import io.convoy.jobs.settings.SelectionMethod;
import io.convoy.jobs.work.Holdings;
import io.convoy.jobs.work.TableReader;
import io.convoy.selection.Lead;
import io.convoy.spark.PointTable;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Both tables in blocks, their features on one scale.
 *
 * @param tables as they were read
 * @param readPool before its features were changed
 * @param readTarget likewise
 */
record Prepared(
    PoolTables tables,
    PointTable readPool,
    PointTable readTarget,
    PointTable pool,
    PointTable target) {

  /** Reads the tables and puts their features on one scale. */
  static Prepared of(SelectSolve.Request request, Holdings held) {
    SelectSettings settings = request.settings();
    PoolTables tables =
        PoolTables.of(settings, request.pool(), request.target(), request.exclude());
    TableReader reader = new TableReader(settings.tasks(), settings.quarantine(), held);
    PointTable readPool = reader.read(tables.pool());
    PointTable readTarget = reader.read(tables.target());
    TableReader.requireEqualDimensions("pool", readPool, "target", readTarget);
    PointTable pool = readPool;
    PointTable target = readTarget;
    if (settings.gradientFeatures().isPresent()) {
      PoolScan scan = new PoolScan(pool, tables.lead(), null, 1);
      GradientFeatures gradients =
          GradientFeatures.of(scan, settings.seed(), settings.gradientFeatures().getAsInt());
      pool = held.hold(gradients.of(readPool));
      target = held.hold(gradients.of(readTarget));
    }
    if (settings.standardize()) {
      FeatureScale scale = FeatureScale.Standard.of(pool, target);
      pool = held.hold(scale.of(pool));
      target = held.hold(scale.of(target));
    }
    if (settings.method() == SelectionMethod.TAROT) {
      FeatureScale scale = FeatureScale.Whitened.of(pool, target, tables.lead().count());
      pool = held.hold(scale.of(pool));
      target = held.hold(scale.of(target));
    }
    return new Prepared(tables, readPool, readTarget, pool, target);
  }

  Lead lead() {
    return tables.lead();
  }

  /** Says what was left out. */
  void describe(Map<String, Object> numbers) {
    if (tables.excluded() > 0) {
      numbers.put("excluded", tables.excluded());
    }
    if (tables.repeated() > 0) {
      numbers.put("duplicates", tables.repeated());
    }
  }

  /** Returns the rows set aside of both tables. */
  Dataset<Row> quarantined() {
    return TableReader.quarantined("pool", readPool, "target", readTarget);
  }
}
