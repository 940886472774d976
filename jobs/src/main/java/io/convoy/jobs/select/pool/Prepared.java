package io.convoy.jobs.select.pool;

import io.convoy.geometry.PointBlock;
import io.convoy.jobs.select.scale.FeatureScale;
import io.convoy.jobs.select.scale.GradientFeatures;
import io.convoy.jobs.select.scan.PoolScan;
import io.convoy.jobs.select.terms.SelectSettings;
import io.convoy.jobs.table.Fingerprint;
import io.convoy.jobs.work.Holdings;
import io.convoy.jobs.work.TableReader;
import io.convoy.selection.Lead;
import io.convoy.spark.block.TableBlock;
import io.convoy.spark.run.SparkRunner;
import io.convoy.spark.table.PointTable;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The tables of a selection in blocks, their features on one scale; of a pool that grows what no
 * earlier date has seen.
 *
 * @param read as they are
 * @param scaled the same, their features scaled
 * @param key what candidates depend on besides the pool, empty while there is no scale to know
 * @param seen what earlier dates have seen of the pool
 */
public record Prepared(
    Request request,
    Holdings held,
    PoolTables tables,
    Blocks read,
    Blocks scaled,
    FeatureScale scale,
    String key,
    Optional<Seen> seen) {

  /** Candidates of the partitions that earlier dates have scanned. */
  record Seen(PoolState.Saved about, PoolState.Content content) {}

  /**
   * Both tables.
   *
   * @param pool what is new of it, if anything is
   */
  record Blocks(Optional<PointTable> pool, PointTable target) {

    Blocks changed(UnaryOperator<PointTable> change) {
      return new Blocks(pool.map(change), change.apply(target));
    }
  }

  /** Reads the tables of a request. */
  public static Prepared of(Request request, Holdings held) {
    return of(request, PoolTables.of(request), held);
  }

  /** Reads tables. */
  public static Prepared of(Request request, PoolTables tables, Holdings held) {
    SelectSettings settings = request.settings();
    TableReader reader = reader(settings, held);
    PointTable target = reader.read(tables.target());
    Optional<FeatureScale> frozen = frozen(request, tables);
    boolean isKnown = settings.growth().epoch().isEmpty() || frozen.isPresent();
    String key = settings.grows() && isKnown ? key(request, tables, target, frozen) : "";
    Optional<Seen> seen =
        key.isEmpty() ? Optional.empty() : request.state().seen(key, request.partitions());
    Blocks read = new Blocks(fresh(reader, tables, settings, seen), target);
    read.pool()
        .ifPresent(pool -> TableReader.requireEqualDimensions("pool", pool, "target", target));
    Blocks featured = featured(settings, tables.lead(), read, held);
    FeatureScale scale =
        frozen.orElseGet(
            () -> FeatureScale.fitted(settings, featured.pool(), featured.target(), tables.lead()));
    Blocks scaled = featured.changed(table -> scaled(scale, table, held));
    return new Prepared(request, held, tables, read, scaled, scale, key, seen);
  }

  private static TableReader reader(SelectSettings settings, Holdings held) {
    return new TableReader(settings.passes().tasks(), settings.quarantine(), held);
  }

  /** Returns the scale that the first date of the epoch left, if it is not this one. */
  private static Optional<FeatureScale> frozen(Request request, PoolTables tables) {
    SelectSettings settings = request.settings();
    return settings
        .growth()
        .epoch()
        .filter(date -> !settings.beginsEpoch())
        .map(date -> ScaleState.of(request.state(), date).read(scaleKey(settings, tables)));
  }

  private static Optional<PointTable> fresh(
      TableReader reader, PoolTables tables, SelectSettings settings, Optional<Seen> seen) {
    if (seen.isEmpty()) {
      return Optional.of(reader.read(tables.pool()));
    }
    PoolTables fresh =
        tables.without(
            settings.growth().incremental().orElseThrow(),
            seen.get().about().partitions().keySet());
    return fresh.pool().rows().isEmpty()
        ? Optional.empty()
        : Optional.of(reader.read(fresh.pool()));
  }

  private static Blocks featured(SelectSettings settings, Lead lead, Blocks read, Holdings held) {
    OptionalInt count = settings.gradientFeatures();
    if (count.isEmpty()) {
      return read;
    }
    PoolScan scan = new PoolScan(read.pool().orElseThrow(), lead, null, 1);
    GradientFeatures gradients = GradientFeatures.of(scan, settings.seed(), count.getAsInt());
    return read.changed(table -> held.hold(gradients.of(table)));
  }

  private static PointTable scaled(FeatureScale scale, PointTable table, Holdings held) {
    PointTable changed = scale.of(table);
    return changed == table ? table : held.hold(changed);
  }

  /** Returns what a scale is of: a state of other features is never used. */
  static String scaleKey(SelectSettings settings, PoolTables tables) {
    String features = String.join(",", tables.pool().roles().features());
    return Fingerprint.of(settings.method() + "\n" + settings.standardize() + "\n" + features);
  }

  /** Returns what candidates depend on besides the pool. */
  static String key(
      Request request, PoolTables tables, PointTable target, Optional<FeatureScale> scale) {
    PointTable.Gathered own = target.gather();
    StringBuilder all = new StringBuilder();
    PointBlock points = own.points();
    long hash = 1;
    for (int j = 0; j < points.rows(); j++) {
      for (int k = 0; k < points.dimension(); k++) {
        hash = 0x100000001b3L * hash + Double.doubleToLongBits(points.coordinate(j, k));
      }
      all.append(own.ids().text(j)).append(' ').append(hash).append('\n');
    }
    SelectSettings settings = request.settings();
    SelectSettings.Limits limits = settings.limits();
    Stream.of(
            settings.pool().where().orElse(""),
            tables.pool().roles(),
            settings.costOfLabels(),
            settings.budget().isInTokens() ? limits.tokens() : "",
            limits.quota(),
            settings.seed(),
            settings.quarantine(),
            settings.growth().incremental().orElseThrow())
        .forEach(said -> all.append(said).append('\n'));
    all.append(scale.map(FeatureScale::digest).orElse(""));
    return Fingerprint.of(all.toString());
  }

  /** Returns what stands before the features. */
  public Lead lead() {
    return tables.lead();
  }

  /** Returns the rows to stand for. */
  public PointTable target() {
    return scaled.target();
  }

  /** Returns the pool with all its partitions, whatever of it was seen before. */
  PointTable whole() {
    return scaled(scale, reader(request.settings(), held).read(tables.pool()), held);
  }

  /** Returns a row of the pool, its features scaled; empty if it is not among those to choose. */
  public Optional<PointTable.Gathered> row(String id) {
    PointTable all = seen.isPresent() ? whole() : scaled.pool().orElseThrow();
    int blockRows = all.blockRows();
    return SparkRunner.over(all.blocks(), all.runner().blocks())
        .collect("find the row", (wanted, block) -> place(wanted, block, blockRows), id)
        .stream()
        .filter(place -> place >= 0)
        .findFirst()
        .map(place -> all.rows(new long[] {place}));
  }

  /** Returns the place of a row in the table of a block, negative if the block does not have it. */
  private static long place(String id, TableBlock block, int blockRows) {
    for (int i = 0; i < block.rows(); i++) {
      if (block.ids().text(i).equals(id)) {
        return (long) block.index() * blockRows + i;
      }
    }
    return -1;
  }

  /** Returns by how many of its deviations a feature's mean has moved at most since the epoch. */
  Optional<Double> drift() {
    SelectSettings settings = request.settings();
    if (settings.growth().epoch().isEmpty() || settings.beginsEpoch() || read.pool().isEmpty()) {
      return Optional.empty();
    }
    int first = lead().count();
    double[] mean = TableReader.moments(read.pool().get()).mean();
    return Optional.of(scale.drift(Arrays.copyOfRange(mean, first, mean.length), first));
  }

  /** Returns the rows set aside of both tables. */
  public Dataset<Row> quarantined() {
    return read.pool()
        .map(table -> TableReader.quarantined("pool", table, "target", read.target()))
        .orElseGet(() -> TableReader.quarantined("target", read.target()));
  }
}
