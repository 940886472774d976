package io.convoy.jobs.select.terms;

import io.convoy.jobs.settings.Adjust;
import io.convoy.jobs.settings.ColumnSettings;
import io.convoy.jobs.settings.Concern;
import io.convoy.jobs.settings.JobSettings;
import io.convoy.jobs.settings.OutputSettings;
import io.convoy.jobs.settings.PassSettings;
import io.convoy.jobs.settings.RoleSettings;
import io.convoy.jobs.settings.RunSettings;
import io.convoy.jobs.settings.Section;
import io.convoy.jobs.settings.Setting;
import io.convoy.jobs.settings.Shared;
import io.convoy.jobs.settings.TableSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Everything a selection is told.
 *
 * @param keep pool columns passed through
 * @param labelCost added where labels differ
 * @param poolClusters clusters of the pool, if they are transported instead of rows
 * @param gradientFeatures number of projected gradients that replace the features, if they do
 * @param dryRun whether to stop before anything is written
 * @param explain the id of a row to explain
 */
public record SelectSettings(
    @Section("Selection") PoolAndTarget tables,
    @Shared List<String> keep,
    @Shared boolean standardize,
    @Shared boolean quarantine,
    @Setting(
            help =
                "How many rows to select, which share of the pool, or at most how many tokens; auto"
                    + " finds by folds over the targets how many rows they need.",
            label = "N|P%|tokens:N|auto",
            required = true,
            example = {"5%", "tokens:2000000"})
        Budget budget,
    @Setting(
            help =
                "ot covers every target at the least total cost, no row counting more than its"
                    + " share; tarot takes layers of nearest rows in the whitened feature distance;"
                    + " round-robin lets targets take turns; tsds draws near rows, fewer in crowded"
                    + " places; lava ranks by the transport's dual gradient; dsir by density ratios;"
                    + " nearest, herding, k-center and random are to compare with",
            label = "METHOD",
            fallback = "ot",
            example = "round-robin")
        SelectionMethod method,
    @Setting(
            help = "Added to the squared distance of a row and a target whose labels differ",
            label = "NUMBER",
            example = "1")
        OptionalDouble labelCost,
    Limits limits,
    LeftOut leftOut,
    @Setting(
            help =
                "Makes ot one of clusters: so many k-means of the pool are transported under"
                    + " entropy, and rows drawn inside; for budgets whose candidates do not fit on"
                    + " the driver, without a certificate",
            label = "N",
            absent = "none, rows themselves",
            example = "2000")
        OptionalInt poolClusters,
    @Setting(
            help =
                "Replaces features by a random projection to N numbers of the gradient of a softmax"
                    + " model of the labels, fitted to a sample of the pool",
            label = "N",
            example = "512")
        OptionalInt gradientFeatures,
    Growth growth,
    @Setting(
            help =
                "Reads and checks everything, says what would be selected from what, and writes"
                    + " nothing",
            fallback = "off",
            bare = "on",
            concern = Concern.EXECUTION)
        boolean dryRun,
    @Setting(
            help =
                "Says of a pool row, after the run or of a finished one, why it was selected or not",
            label = "ID",
            example = "doc-17",
            concern = Concern.EXECUTION)
        Optional<String> explain,
    @Shared @Adjust(help = "Decides, with a row's id, what chance decides") long seed,
    @Section("Output") OutputSettings output,
    @Section("Run") PassSettings passes)
    implements JobSettings {

  /** The rows to choose from, those to stand for, and what their columns mean. */
  public record PoolAndTarget(
      @Setting(
              help =
                  "The rows to choose from: a path to parquet, csv, json, orc, npy, delta or iceberg"
                      + " data, or table:catalog.db.name[@snapshot].",
              label = "TABLE",
              required = true,
              example = "s3a://lake/candidates.parquet")
          String pool,
      @Setting(
              help = "Reads only the pool rows that satisfy this SQL condition",
              label = "EXPR",
              absent = "all",
              example = "\"day = '{run-date}'\"")
          Optional<String> poolWhere,
      @Shared
          @Adjust(
              help = "The rows whose distribution the selection should have.",
              example = "wanted.parquet")
          String target,
      @Shared Optional<String> targetWhere,
      ColumnSettings columns) {}

  /**
   * What the rows selected may be together.
   *
   * @param tokens the column of tokens
   * @param quota of one column
   * @param maxRepeat how often a row may be taken
   */
  public record Limits(
      @Setting(
              help = "The column of a row's tokens, whole numbers, for --budget tokens:N",
              label = "COLUMN",
              fallback = "tokens",
              example = "length")
          String tokens,
      @Setting(
              help =
                  "How much of the budget rows with this value get, as numbers in its unit or shares"
                      + " of it; either may be left out. Several are of one column",
              label = "COLUMN:VALUE=MIN..MAX",
              example = "source:web=..40%,source:books=1000..")
          List<QuotaSetting> quota,
      @Setting(
              help =
                  "How often ot and round-robin may take a row, and how much tarot may repeat one",
              label = "N",
              fallback = "1",
              example = "4")
          int maxRepeat) {

    public Limits {
      RunSettings.atLeastOne("max-repeat", maxRepeat);
      if (quota.stream().map(QuotaSetting::column).distinct().count() > 1) {
        throw new IllegalArgumentException(
            "quotas must be of one column, got " + quota.get(0) + " and " + quota.get(1));
      }
      if (quota.stream().map(QuotaSetting::value).distinct().count() < quota.size()) {
        throw new IllegalArgumentException("quotas must be of different values, got " + quota);
      }
    }

    /** Returns the column that quotas are of. */
    public Optional<String> quotaColumn() {
      return quota.stream().map(QuotaSetting::column).findFirst();
    }

    /** Returns the number of groups of rows, that of rows without a quota included. */
    public int groups() {
      return quota.size() + 1;
    }
  }

  /**
   * What is not selected.
   *
   * @param dedup the column whose values are selected once
   * @param nearDuplicates a distance up to which rows are the same
   */
  public record LeftOut(
      @Setting(
              help = "A table whose ids are not selected: earlier selections, evaluation sets",
              label = "TABLE",
              example = "s3a://lake/benchmarks.parquet")
          Optional<String> exclude,
      @Setting(
              help = "Excludes only the ids of rows that satisfy this SQL condition",
              label = "EXPR",
              absent = "all",
              example = "\"run_date < '{run-date}'\"")
          Optional<String> excludeWhere,
      @Setting(
              help =
                  "Of the pool rows with the same value here only the first, by id, can be selected;"
                      + " null is no value",
              label = "COLUMN",
              example = "content_hash")
          Optional<String> dedup,
      @Setting(
              help =
                  "Of rows no further apart than this, not squared, only the first, by id, can be"
                      + " selected",
              label = "DISTANCE",
              example = "0.05")
          OptionalDouble nearDuplicates) {

    public LeftOut {
      refuse(excludeWhere.isPresent() && exclude.isEmpty(), "exclude-where needs an --exclude");
      nearDuplicates.ifPresent(
          distance ->
              refuse(
                  !(distance >= 0 && distance < Double.MAX_VALUE),
                  "near-duplicates must be >= 0 and finite, got " + distance));
    }
  }

  /**
   * How a pool grows from date to date.
   *
   * @param incremental the column of partitions, of which those scanned before are not scanned
   * @param epoch the run date that set the scale of the features
   */
  public record Growth(
      @Setting(
              help =
                  "The pool's partition column, with --run-date: partitions after the date are not"
                      + " read, and those that an earlier date has scanned are not scanned again",
              label = "COLUMN",
              example = "day")
          Optional<String> incremental,
      @Setting(
              help =
                  "The run date that set the scale of the features, for --incremental with"
                      + " --standardize or tarot; a later date warns when new rows drift from it",
              label = "DATE",
              example = "2026-01-01")
          Optional<String> epoch) {

    public Growth {
      refuse(epoch.isPresent() && incremental.isEmpty(), "epoch needs --incremental");
    }
  }

  public SelectSettings {
    labelCost.ifPresent(
        cost ->
            refuse(
                !(cost > 0) || Double.isInfinite(cost),
                "label-cost must be > 0 and finite, got " + cost));
    poolClusters.ifPresent(count -> RunSettings.atLeastOne("pool-clusters", count));
    gradientFeatures.ifPresent(count -> RunSettings.atLeastOne("gradient-features", count));
    refuse(
        limits.maxRepeat() > 1 && !method.letsTargetsChoose(),
        "max-repeat is for the methods ot, round-robin and tarot, got " + method);
    if (poolClusters.isPresent()) {
      refuse(method != SelectionMethod.OT, "pool-clusters are for the method ot, got " + method);
      refuse(
          budget.isInTokens() || limits.maxRepeat() > 1 || !limits.quota().isEmpty(),
          "pool-clusters are for budgets in rows, without quotas and repeats");
      refuse(labelCost.isPresent(), "pool-clusters have no labels: leave out label-cost");
    }
    if (growth.incremental().isPresent()) {
      refuse(output.runDate().isEmpty(), "incremental needs a --run-date");
      refuse(
          !method.letsTargetsChoose(),
          "incremental is for the methods ot, round-robin and tarot, got " + method);
      refuse(
          poolClusters.isPresent() || gradientFeatures.isPresent(),
          "incremental is for rows and their own features, without pool-clusters and"
              + " gradient-features");
      refuse(
          leftOut.dedup().isPresent(),
          "incremental scans partitions one by one, and dedup compares them: leave one out");
      refuse(
          (standardize || method == SelectionMethod.TAROT) && growth.epoch().isEmpty(),
          "incremental with "
              + (standardize ? "standardize" : "tarot")
              + " needs an --epoch: the run date whose scale all later dates keep");
    }
    growth
        .epoch()
        .filter(date -> date.compareTo(output.runDate().orElseThrow()) > 0)
        .ifPresent(date -> refuse(true, "epoch must not be after the run date, got " + date));
  }

  private static void refuse(boolean wrong, String sentence) {
    if (wrong) {
      throw new IllegalArgumentException(sentence);
    }
  }

  /** Returns the table to choose from. */
  public TableSettings pool() {
    TableSettings whole =
        new TableSettings("pool", tables.pool(), tables.poolWhere(), rolesApart());
    return growth
        .incremental()
        .map(column -> new TableSettings.Partitions(column, output.runDate().orElseThrow()))
        .map(whole::upTo)
        .orElse(whole);
  }

  /** Returns the table to stand for. */
  public TableSettings target() {
    return new TableSettings("target", tables.target(), tables.targetWhere(), rolesApart());
  }

  /** Returns the table whose ids are not selected. */
  public Optional<TableSettings> exclude() {
    return leftOut
        .exclude()
        .map(
            given ->
                new TableSettings(
                    "exclude", given, leftOut.excludeWhere(), tables.columns().roles()));
  }

  /** Returns the roles of columns; what a rule is of is no feature. */
  private RoleSettings rolesApart() {
    List<String> apart = new ArrayList<>(List.of(limits.tokens()));
    limits.quota().forEach(own -> apart.add(own.column()));
    leftOut.dedup().ifPresent(apart::add);
    growth.incremental().ifPresent(apart::add);
    return tables.columns().roles().apart(apart);
  }

  /** Returns what is added where labels differ, 0 for nothing. */
  public double costOfLabels() {
    return labelCost.orElse(0);
  }

  /** Returns whether partitions that were scanned before are left out of the scan. */
  public boolean grows() {
    return growth.incremental().isPresent();
  }

  /** Returns whether this run is the one that sets the scale of the features for later dates. */
  public boolean beginsEpoch() {
    return growth.epoch().isPresent() && growth.epoch().equals(output.runDate());
  }
}
