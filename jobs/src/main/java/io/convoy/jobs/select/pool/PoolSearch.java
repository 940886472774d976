package io.convoy.jobs.select.pool;

import io.convoy.iterate.Shared;
import io.convoy.jobs.select.scan.PoolScan;
import io.convoy.jobs.select.terms.SelectSettings;
import io.convoy.selection.Targets;
import io.convoy.spark.table.PointTable;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * A pool, ready to be searched for the rows that may stand for the targets.
 *
 * @param wanted the rows of the targets
 * @param scan passes over what is new of the pool, if anything is
 * @param growing the pool if it grows
 * @param pool finds candidates of the whole pool
 */
public record PoolSearch(
    Prepared prepared,
    PointTable.Gathered wanted,
    Targets targets,
    Optional<PoolScan> scan,
    Optional<GrowingPool> growing,
    PoolCandidates pool) {

  /** Gathers the targets and sends them to where the pool is. */
  public static PoolSearch of(Prepared prepared) {
    SelectSettings settings = prepared.request().settings();
    PointTable target = prepared.target();
    PointTable.Gathered wanted = target.gather();
    Targets targets = Targets.of(wanted.points(), prepared.lead(), settings.costOfLabels());
    Shared<Targets> shared = prepared.held().hold(target.runner().share(targets));
    int groups = settings.limits().groups();
    Optional<PoolScan> scan =
        prepared.scaled().pool().map(table -> new PoolScan(table, prepared.lead(), shared, groups));
    if (!settings.grows()) {
      PoolCandidates pool = new PoolCandidates.Fresh(scan.orElseThrow(), settings.seed());
      return new PoolSearch(prepared, wanted, targets, scan, Optional.empty(), pool);
    }
    GrowingPool grown =
        new GrowingPool(
            prepared.lead(),
            settings.seed(),
            prepared.seen(),
            scan,
            () -> new PoolScan(prepared.whole(), prepared.lead(), shared, groups));
    return new PoolSearch(
        prepared, wanted, targets, scan, Optional.of(grown), excluding(grown, prepared));
  }

  private static PoolCandidates excluding(GrowingPool grown, Prepared prepared) {
    Request request = prepared.request();
    PoolTables tables = prepared.tables();
    return request.exclude().isEmpty()
        ? grown
        : new ExcludingPool(
            grown,
            request.run().spark(),
            PoolTables.excludedIds(tables.pool(), request.exclude().get()),
            PoolTables.idType(tables.pool()));
  }

  /** Returns what the targets weigh. */
  public double[] weights() {
    return wanted.points().weights();
  }

  /** Returns what is asked for. */
  public SelectSettings settings() {
    return prepared.request().settings();
  }

  /** Leaves what later dates read, if they do. */
  public void save(long budget) {
    growing.ifPresent(grown -> save(grown, (int) Math.min(budget, grown.rows())));
  }

  private void save(GrowingPool grown, int drawn) {
    Request request = prepared.request();
    PoolTables tables = prepared.tables();
    if (settings().beginsEpoch()) {
      ScaleState.of(request.state(), settings().growth().epoch().orElseThrow())
          .write(Prepared.scaleKey(settings(), tables), prepared.scale());
    }
    String key =
        prepared.key().isEmpty()
            ? Prepared.key(request, tables, prepared.read().target(), Optional.of(prepared.scale()))
            : prepared.key();
    grown.save(request.state(), key, request.partitions(), drawn, PoolTables.idType(tables.pool()));
  }

  /** Says what was left out, and what earlier dates had seen. */
  public void describe(Map<String, Object> numbers) {
    PoolTables tables = prepared.tables();
    if (tables.excluded() > 0) {
      numbers.put("excluded", tables.excluded());
    }
    if (tables.repeated() > 0) {
      numbers.put("duplicates", tables.repeated());
    }
    growing.ifPresent(
        grown -> {
          NavigableMap<String, String> all = prepared.request().partitions();
          numbers.put("partitions", all.size());
          numbers.put("partitions-scanned", all.size() - grown.partitionsKnown());
          numbers.put("rows-scanned", grown.scanned());
        });
    prepared.drift().ifPresent(drift -> numbers.put("drift", drift));
  }
}
