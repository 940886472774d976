package io.convoy.jobs.select.pool;

import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.outcome.Nearest;
import io.convoy.jobs.select.terms.QuotaSetting;
import io.convoy.jobs.select.terms.SelectSettings;
import io.convoy.jobs.select.terms.SelectionMethod;
import io.convoy.jobs.table.LabelValues;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.work.KeptColumns;
import io.convoy.selection.Lead;
import io.convoy.spark.column.Columns;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;

/**
 * The pool and the targets as they are to be read: without what is excluded, and with what the
 * rules ask of a row as coordinates before its features.
 *
 * @param pool all its columns
 * @param lead what stands before the features, in both
 * @param excluded pool rows left out for their ids
 * @param repeated pool rows left out since an earlier one has the same value
 * @param nothingLeft whether all rows of the pool are excluded
 */
public record PoolTables(
    OpenTable pool,
    OpenTable target,
    Lead lead,
    long excluded,
    long repeated,
    boolean nothingLeft) {

  private static final String SIZE = "_convoy_tokens";
  private static final String GROUP = "_convoy_group";

  /** The largest whole number up to which every one is a float. */
  private static final long MOST_TOKENS = 1 << 24;

  /**
   * Prepares; a pool that grows excludes nothing at this point.
   *
   * @throws JobFailure if a column that the rules name is not there or unfit
   */
  public static PoolTables of(Request request) {
    SelectSettings settings = request.settings();
    OpenTable from = request.pool();
    OpenTable to = request.target();
    requireFit(settings, from);
    boolean labelled = settings.labelCost().isPresent() || settings.gradientFeatures().isPresent();
    if (labelled) {
      String asking = settings.labelCost().isPresent() ? "label-cost" : "gradient-features";
      List<String> labels = LabelValues.ofBoth(from, to, asking);
      from = LabelValues.withLabels(from, labels);
      to = LabelValues.withLabels(to, labels);
    }
    Optional<OpenTable> exclude = settings.grows() ? Optional.empty() : request.exclude();
    Optional<String> dedup = settings.leftOut().dedup();
    long all = exclude.isPresent() || dedup.isPresent() ? from.rows().count() : 0;
    long left = all;
    if (exclude.isPresent()) {
      from = without(from, exclude.get());
      left = from.rows().count();
    }
    long once = left;
    if (dedup.isPresent()) {
      from = firstOf(from, dedup.get());
      once = from.rows().count();
    }
    SelectSettings.Limits limits = settings.limits();
    Column size =
        settings.budget().isInTokens()
            ? column(limits.tokens()).cast("double")
            : functions.lit(1.0);
    return new PoolTables(
        led(from, size, group(limits.quota())),
        led(to, functions.lit(1.0), functions.lit(0.0)),
        new Lead(labelled),
        all - left,
        left - once,
        exclude.isPresent() && left == 0);
  }

  /**
   * Passes if the pool has what the settings ask of it.
   *
   * @throws JobFailure if not
   */
  private static void requireFit(SelectSettings settings, OpenTable pool) {
    if (pool.roles().id().isEmpty() && settings.grows()) {
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
    KeptColumns.require(pool, settings.keep());
    settings.limits().quotaColumn().ifPresent(column -> require(pool, "quota", column));
    settings.leftOut().dedup().ifPresent(column -> require(pool, "dedup", column));
    if (settings.budget().isInTokens()) {
      String tokens = settings.limits().tokens();
      require(pool, "tokens", tokens);
      requireTokens(pool, tokens);
    }
  }

  /** Returns the type of a table's ids. */
  public static DataType idType(OpenTable table) {
    return table
        .roles()
        .id()
        .map(id -> table.rows().schema().apply(id).dataType())
        .orElse(DataTypes.LongType);
  }

  /** Returns the pool without the partitions named, of a column. */
  PoolTables without(String partition, Set<String> values) {
    if (values.isEmpty()) {
      return this;
    }
    Dataset<Row> some =
        pool.rows().where(functions.not(column(partition).cast("string").isin(values.toArray())));
    return new PoolTables(with(pool, some), target, lead, excluded, repeated, nothingLeft);
  }

  private static Column column(String name) {
    return Columns.named(name);
  }

  private static OpenTable with(OpenTable table, Dataset<Row> rows) {
    return new OpenTable(table.name(), table.location(), rows, table.roles());
  }

  private static void require(OpenTable table, String setting, String name) {
    if (!table.columns().contains(name)) {
      throw JobFailure.badInput(
          setting
              + ": "
              + table.name()
              + " has no column '"
              + name
              + "'"
              + Nearest.hint(name, table.columns()));
    }
  }

  private static void requireTokens(OpenTable table, String name) {
    if (!(table.rows().schema().apply(name).dataType() instanceof NumericType)) {
      throw JobFailure.badInput(
          "tokens: column '"
              + name
              + "' of "
              + table.name()
              + " must hold numbers, its type is "
              + table.rows().schema().apply(name).dataType().simpleString());
    }
    Column tokens = column(name).cast("double");
    Dataset<Row> unfit =
        table
            .rows()
            .where(
                tokens
                    .isNull()
                    .or(functions.isnan(tokens))
                    .or(tokens.lt(0))
                    .or(tokens.gt(MOST_TOKENS))
                    .or(functions.floor(tokens).cast("double").notEqual(tokens)));
    long count = unfit.count();
    if (count > 0) {
      throw JobFailure.badInput(
          "tokens: column '"
              + name
              + "' of "
              + table.name()
              + " must hold whole numbers from 0 to "
              + MOST_TOKENS
              + ", "
              + (count == 1 ? "one row does not" : count + " rows do not")
              + ", such as "
              + unfit.select(column(name)).first().get(0));
    }
  }

  private static String id(OpenTable table, String setting) {
    return table
        .roles()
        .id()
        .orElseThrow(
            () ->
                JobFailure.usage(
                    setting
                        + " needs a "
                        + table.name()
                        + " with an id column; name one with --id"));
  }

  /**
   * Returns the ids of a table, in one column of the type of the pool's; what cannot be one of its
   * ids excludes nothing.
   */
  static Dataset<Row> excludedIds(OpenTable pool, OpenTable exclude) {
    String id = id(pool, "exclude");
    String other =
        Stream.of(id, "id")
            .filter(exclude.columns()::contains)
            .findFirst()
            .orElseThrow(
                () ->
                    JobFailure.badInput(
                        "exclude has no column '"
                            + id
                            + "' and no column 'id': it has "
                            + String.join(", ", exclude.columns())));
    return exclude
        .rows()
        .select(column(other).try_cast(pool.rows().schema().apply(id).dataType()).as("id"))
        .na()
        .drop();
  }

  private static OpenTable without(OpenTable pool, OpenTable exclude) {
    String key = "_convoy_excluded";
    Dataset<Row> ids = excludedIds(pool, exclude).toDF(key).distinct();
    Column id = column(pool.roles().id().orElseThrow());
    return with(pool, pool.rows().join(ids, id.equalTo(column(key)), "left_anti"));
  }

  private static OpenTable firstOf(OpenTable pool, String value) {
    Column id = column(id(pool, "dedup"));
    Column key = column(value);
    // rows without a value are each alone
    Column own = functions.when(key.isNull(), id.cast("string"));
    String place = "_convoy_place";
    Dataset<Row> first =
        pool.rows()
            .withColumn(
                place, functions.row_number().over(Window.partitionBy(key, own).orderBy(id)))
            .where(column(place).equalTo(1))
            .drop(place);
    return with(pool, first);
  }

  private static Column group(List<QuotaSetting> quotas) {
    Column group = functions.lit(0.0);
    for (int q = quotas.size() - 1; q >= 0; q--) {
      QuotaSetting quota = quotas.get(q);
      group =
          functions
              .when(
                  column(quota.column()).cast("string").eqNullSafe(quota.value()),
                  functions.lit(q + 1.0))
              .otherwise(group);
    }
    return group;
  }

  private static OpenTable led(OpenTable table, Column size, Column group) {
    Dataset<Row> rows = table.rows().withColumn(SIZE, size).withColumn(GROUP, group);
    return new OpenTable(
        table.name(), table.location(), rows, table.roles().withCarried(List.of(SIZE, GROUP)));
  }
}
