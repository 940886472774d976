package io.convoy.jobs.select;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.Shared;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.settings.QuotaSetting;
import io.convoy.jobs.settings.SelectSettings;
import io.convoy.jobs.settings.SelectionMethod;
import io.convoy.jobs.settings.TableSettings;
import io.convoy.jobs.table.Fingerprint;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.work.Holdings;
import io.convoy.jobs.work.TableReader;
import io.convoy.selection.Lead;
import io.convoy.selection.Targets;
import io.convoy.spark.table.PointTable;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** The tables of a selection in blocks, their features on one scale. */
final class Prepared {

  private final SelectSolve.Request request;
  private final SelectSettings settings;
  private final Holdings held;
  private final TableReader reader;
  private final PoolTables tables;
  private final PointTable readTarget;
  private final PointTable target;
  private final FeatureScale scale;
  private final String key;
  private final Optional<PoolState.Saved> saved;
  private final Optional<PoolState.Content> kept;
  private final Optional<PointTable> readPool;
  private final Optional<PointTable> pool;
  private Optional<GrowingPool> growing = Optional.empty();

  /** Reads the tables of a request, of the pool what no earlier date has seen. */
  static Prepared of(SelectSolve.Request request, Holdings held) {
    return new Prepared(request, tables(request), held);
  }

  /**
   * Returns the tables as they are to be read; a pool that grows excludes nothing at this point.
   */
  static PoolTables tables(SelectSolve.Request request) {
    SelectSettings settings = request.settings();
    requireIds(settings, request.pool());
    return PoolTables.of(
        settings,
        request.pool(),
        request.target(),
        settings.incremental() ? Optional.empty() : request.exclude());
  }

  /** Reads the tables, of the pool what no earlier date has seen. */
  Prepared(SelectSolve.Request request, PoolTables tables, Holdings held) {
    this.request = request;
    this.settings = request.settings();
    this.held = held;
    this.tables = tables;
    boolean grows = settings.incremental();
    this.reader = new TableReader(settings.tasks(), settings.quarantine(), held);
    this.readTarget = reader.read(tables.target());
    Optional<FeatureScale> frozen =
        settings
            .epoch()
            .filter(date -> !Optional.of(date).equals(settings.output().runDate()))
            .map(date -> ScaleState.of(request.state(), date).read(scaleKey()));
    if (grows && (settings.epoch().isEmpty() || frozen.isPresent())) {
      this.key = key(frozen);
      this.saved = request.state().find(key, request.partitions());
      this.kept = saved.flatMap(known -> request.state().content(known, key));
    } else {
      this.key = "";
      this.saved = Optional.empty();
      this.kept = Optional.empty();
    }
    PoolTables fresh =
        kept.isPresent()
            ? tables.without(partitionColumn(), saved.orElseThrow().partitions().keySet())
            : tables;
    this.readPool =
        kept.isPresent() && fresh.pool().rows().isEmpty()
            ? Optional.empty()
            : Optional.of(reader.read(fresh.pool()));
    readPool.ifPresent(
        table -> TableReader.requireEqualDimensions("pool", table, "target", readTarget));
    Optional<GradientFeatures> gradients =
        settings.gradientFeatures().stream()
            .mapToObj(
                count ->
                    GradientFeatures.of(
                        new PoolScan(readPool.orElseThrow(), lead(), null, 1),
                        settings.seed(),
                        count))
            .findFirst();
    Optional<PointTable> featured =
        readPool.map(table -> gradients.map(change -> held.hold(change.of(table))).orElse(table));
    PointTable featuredTarget =
        gradients.map(change -> held.hold(change.of(readTarget))).orElse(readTarget);
    this.scale =
        frozen.orElseGet(() -> FeatureScale.fitted(settings, featured, featuredTarget, lead()));
    this.pool = featured.map(this::scaled);
    this.target = scaled(featuredTarget);
  }

  private PointTable scaled(PointTable table) {
    PointTable changed = scale.of(table);
    return changed == table ? table : held.hold(changed);
  }

  private String partitionColumn() {
    return settings.pool().partitions().map(TableSettings.Partitions::column).orElseThrow();
  }

  Lead lead() {
    return tables.lead();
  }

  PointTable target() {
    return target;
  }

  /** Returns the pool with all its columns, as it is read. */
  OpenTable table() {
    return tables.pool();
  }

  /** Returns the type of the pool's ids. */
  DataType idType() {
    return idType(tables.pool());
  }

  /** Returns the type of a table's ids. */
  static DataType idType(OpenTable table) {
    return table
        .roles()
        .id()
        .map(id -> table.rows().schema().apply(id).dataType())
        .orElse(DataTypes.LongType);
  }

  /** Returns the passes over what is new of the pool, if anything is. */
  Optional<PoolScan> scan(Shared<Targets> targets) {
    int groups = settings.rules().quotas().size() + 1;
    return pool.map(table -> new PoolScan(table, lead(), targets, groups));
  }

  /** Returns what finds candidates of the whole pool. */
  PoolCandidates candidates(Optional<PoolScan> scan, Shared<Targets> targets) {
    if (!settings.incremental()) {
      return new PoolCandidates.Fresh(scan.orElseThrow(), settings.seed());
    }
    int groups = settings.rules().quotas().size() + 1;
    GrowingPool grown =
        new GrowingPool(
            lead(),
            settings.seed(),
            kept.isPresent() ? saved : Optional.empty(),
            kept,
            scan,
            () -> new PoolScan(scaled(reader.read(tables.pool())), lead(), targets, groups));
    growing = Optional.of(grown);
    if (request.exclude().isEmpty()) {
      return grown;
    }
    return new ExcludingPool(
        grown,
        request.spark(),
        PoolTables.excludedIds(tables.pool(), request.exclude().get()),
        idType());
  }

  /** Returns a row of the pool, its features scaled; empty if it is not among those to choose. */
  Optional<PointTable.Gathered> row(String id) {
    PointTable all = kept.isPresent() ? scaled(reader.read(tables.pool())) : pool.orElseThrow();
    long place = Explanation.place(all, id);
    return place < 0 ? Optional.empty() : Optional.of(all.rows(new long[] {place}));
  }

  /** Leaves what later dates read, if they do. */
  void save(long budget) {
    if (growing.isEmpty()) {
      return;
    }
    settings
        .epoch()
        .filter(date -> Optional.of(date).equals(settings.output().runDate()))
        .ifPresent(date -> ScaleState.of(request.state(), date).write(scaleKey(), scale));
    int drawn = (int) Math.min(budget, growing.get().rows());
    growing
        .get()
        .save(
            request.state(),
            key.isEmpty() ? key(Optional.of(scale)) : key,
            request.partitions(),
            drawn,
            idType());
  }

  /** Returns what a scale is of: a state of other features is never used. */
  private String scaleKey() {
    return Fingerprint.of(settings.method() + "\n" + settings.standardize() + "\n" + features());
  }

  private String features() {
    return String.join(",", tables.pool().roles().features());
  }

  /** Returns what candidates depend on besides the pool. */
  private String key(Optional<FeatureScale> scaled) {
    PointTable.Gathered own = readTarget.gather();
    StringBuilder all = new StringBuilder();
    PointBlock points = own.points();
    long hash = 1;
    for (int j = 0; j < points.rows(); j++) {
      for (int k = 0; k < points.dimension(); k++) {
        hash = 0x100000001b3L * hash + Double.doubleToLongBits(points.coordinate(j, k));
      }
      all.append(own.ids().text(j)).append(' ').append(hash).append('\n');
    }
    SelectSettings.Rules rules = settings.rules();
    all.append(settings.pool().where().orElse(""))
        .append('\n')
        .append(tables.pool().roles())
        .append('\n')
        .append(settings.labelCost())
        .append('\n')
        .append(rules.byTokens() ? rules.tokens() : "")
        .append('\n')
        .append(rules.quotas().stream().map(QuotaSetting::toString).toList())
        .append('\n')
        .append(settings.seed())
        .append('\n')
        .append(settings.quarantine())
        .append('\n')
        .append(partitionColumn())
        .append('\n')
        .append(scaled.map(FeatureScale::digest).orElse(""));
    return Fingerprint.of(all.toString());
  }

  /** Says what was left out, and what earlier dates had seen. */
  void describe(Map<String, Object> numbers) {
    if (tables.excluded() > 0) {
      numbers.put("excluded", tables.excluded());
    }
    if (tables.repeated() > 0) {
      numbers.put("duplicates", tables.repeated());
    }
    growing.ifPresent(
        grown -> {
          NavigableMap<String, String> all = request.partitions();
          int known = grown.scanned() == grown.rows() ? 0 : saved.orElseThrow().partitions().size();
          numbers.put("partitions", all.size());
          numbers.put("partitions-scanned", all.size() - known);
          numbers.put("rows-scanned", grown.scanned());
        });
    drift().ifPresent(drift -> numbers.put("drift", drift));
  }

  /** Returns by how many of its deviations a feature's mean has moved at most since the epoch. */
  private Optional<Double> drift() {
    boolean fits =
        settings.epoch().isEmpty() || settings.epoch().equals(settings.output().runDate());
    if (fits || readPool.isEmpty()) {
      return Optional.empty();
    }
    double[] mean = TableReader.moments(readPool.get()).mean();
    return Optional.of(
        scale.drift(Arrays.copyOfRange(mean, lead().count(), mean.length), lead().count()));
  }

  /** Returns the rows set aside of both tables. */
  Dataset<Row> quarantined() {
    return readPool
        .map(table -> TableReader.quarantined("pool", table, "target", readTarget))
        .orElseGet(() -> TableReader.quarantined("target", readTarget));
  }

  /**
   * Passes if what the settings ask for needs no id column, or there is one.
   *
   * @throws JobFailure if not
   */
  private static void requireIds(SelectSettings settings, OpenTable pool) {
    if (pool.roles().id().isEmpty() && settings.incremental()) {
      throw JobFailure.usage(
          "incremental needs a pool with an id column, since row numbers change as it grows; name"
              + " one with --id");
    }
    if (pool.roles().id().isEmpty() && settings.explain().isPresent()) {
      throw JobFailure.usage("explain needs a pool with an id column; name one with --id");
    }
    if (settings.standardize() && settings.method() == SelectionMethod.TAROT) {
      throw JobFailure.usage("tarot whitens the features: leave out standardize");
    }
  }
}
