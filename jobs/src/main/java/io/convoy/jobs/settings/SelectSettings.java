package io.convoy.jobs.settings;

import io.convoy.jobs.outcome.JobFailure;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything a selection is told, resolved and judged.
 *
 * @param exclude whose ids are not selected
 * @param keep pool columns passed through
 * @param rules what a selection must keep to
 * @param labelCost added where labels differ, 0 for none
 * @param clusters of the pool, if they are transported instead of rows
 * @param gradientFeatures number of projected gradients that replace the features, if they do
 * @param epoch the run date that set the scale of the features
 * @param dryRun whether to stop before anything is written
 * @param explain the id of a row to explain
 * @param tasks per pass over the pool
 */
public record SelectSettings(
    TableSettings pool,
    TableSettings target,
    Optional<TableSettings> exclude,
    List<String> keep,
    boolean standardize,
    boolean quarantine,
    Rules rules,
    SelectionMethod method,
    double labelCost,
    OptionalInt clusters,
    OptionalInt gradientFeatures,
    Optional<String> epoch,
    long seed,
    boolean dryRun,
    Optional<String> explain,
    OutputSettings output,
    OptionalInt tasks,
    ProgressMode progress) {

  /**
   * What a selection must keep to.
   *
   * @param tokens the column of tokens
   * @param quotas of one column
   * @param maxRepeat how often a row may be taken
   * @param dedup the column whose values are selected once
   * @param nearDuplicates a distance up to which rows are the same, negative for none
   */
  public record Rules(
      Budget budget,
      String tokens,
      List<QuotaSetting> quotas,
      int maxRepeat,
      Optional<String> dedup,
      double nearDuplicates) {

    public Rules {
      quotas = List.copyOf(quotas);
      if (maxRepeat < 1) {
        throw new IllegalArgumentException("max-repeat must be >= 1, got " + maxRepeat);
      }
      if (quotas.stream().map(QuotaSetting::column).distinct().count() > 1) {
        throw new IllegalArgumentException(
            "quotas must be of one column, got " + quotas.get(0) + " and " + quotas.get(1));
      }
      if (quotas.stream().map(QuotaSetting::value).distinct().count() < quotas.size()) {
        throw new IllegalArgumentException("quotas must be of different values, got " + quotas);
      }
    }

    /** Returns whether the budget is in tokens. */
    public boolean byTokens() {
      return budget instanceof Budget.Tokens;
    }

    /** Returns the column that quotas are of. */
    public Optional<String> quotaColumn() {
      return quotas.stream().map(QuotaSetting::column).findFirst();
    }
  }

  public SelectSettings {
    keep = List.copyOf(keep);
    if (!(labelCost >= 0) || Double.isInfinite(labelCost)) {
      throw new IllegalArgumentException("label-cost must be > 0 and finite, got " + labelCost);
    }
  }

  /** Returns whether partitions that were scanned before are left out of the scan. */
  public boolean incremental() {
    return pool.partitions().isPresent();
  }

  /** Returns whether the features are scaled by what the tables hold. */
  public boolean scales() {
    return standardize || method == SelectionMethod.TAROT;
  }

  /**
   * Returns the settings these options hold after they were filled.
   *
   * @throws JobFailure naming the first setting that is missing or out of its range
   */
  public static SelectSettings of(SelectOptions problem, OutputOptions output, OnePassOptions run) {
    try {
      positive("label-cost", problem.labelCost);
      if (problem.nearDuplicates != null
          && !(problem.nearDuplicates >= 0 && problem.nearDuplicates < Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "near-duplicates must be >= 0 and finite, got " + problem.nearDuplicates);
      }
      Rules rules =
          new Rules(
              Budget.parse(TableOptions.required("budget", problem.budget)),
              problem.tokens,
              problem.quotas(),
              problem.maxRepeat,
              Optional.ofNullable(problem.dedup),
              problem.nearDuplicates == null ? -1 : problem.nearDuplicates);
      SelectSettings settings =
          new SelectSettings(
              problem.poolSettings(output),
              problem.targetSettings(),
              problem.excludeSettings(),
              problem.columns.kept(),
              problem.columns.standardize,
              problem.columns.quarantine,
              rules,
              problem.method,
              problem.labelCost == null ? 0 : problem.labelCost,
              atLeastOne("pool-clusters", problem.poolClusters),
              atLeastOne("gradient-features", problem.gradientFeatures),
              Optional.ofNullable(problem.epoch),
              problem.seed,
              problem.dryRun,
              Optional.ofNullable(problem.explain),
              output.settings(),
              run.taskCount(),
              run.progress);
      settings.requireFit();
      return settings;
    } catch (IllegalArgumentException outOfRange) {
      throw JobFailure.usage(outOfRange.getMessage());
    }
  }

  /** Refuses what does not go together. */
  private void requireFit() {
    boolean repeats =
        method == SelectionMethod.OT
            || method == SelectionMethod.ROUND_ROBIN
            || method == SelectionMethod.TAROT;
    refuse(
        rules.maxRepeat() > 1 && !repeats,
        "max-repeat is for the methods ot, round-robin and tarot, got " + method);
    if (clusters.isPresent()) {
      refuse(method != SelectionMethod.OT, "pool-clusters are for the method ot, got " + method);
      refuse(
          rules.byTokens() || rules.maxRepeat() > 1 || !rules.quotas().isEmpty(),
          "pool-clusters are for budgets in rows, without quotas and repeats");
      refuse(labelCost > 0, "pool-clusters have no labels: leave out label-cost");
    }
    if (incremental()) {
      refuse(
          method != SelectionMethod.OT
              && method != SelectionMethod.ROUND_ROBIN
              && method != SelectionMethod.TAROT,
          "incremental is for the methods ot, round-robin and tarot, got " + method);
      refuse(
          clusters.isPresent() || gradientFeatures.isPresent(),
          "incremental is for rows and their own features, without pool-clusters and"
              + " gradient-features");
      refuse(
          rules.dedup().isPresent(),
          "incremental scans partitions one by one, and dedup compares them: leave one out");
    }
    refuse(epoch.isPresent() && !incremental(), "epoch needs --incremental");
    refuse(
        incremental() && scales() && epoch.isEmpty(),
        "incremental with "
            + (standardize ? "standardize" : "tarot")
            + " needs an --epoch: the run date whose scale all later dates keep");
    epoch.ifPresent(
        date ->
            refuse(
                date.compareTo(output.runDate().orElseThrow()) > 0,
                "epoch must not be after the run date, got " + date));
  }

  private static void refuse(boolean wrong, String sentence) {
    if (wrong) {
      throw new IllegalArgumentException(sentence);
    }
  }

  private static void positive(String name, Double number) {
    refuse(number != null && !(number > 0), name + " must be > 0 and finite, got " + number);
  }

  private static OptionalInt atLeastOne(String name, Integer number) {
    if (number == null) {
      return OptionalInt.empty();
    }
    RunSettings.atLeastOne(name, number);
    return OptionalInt.of(number);
  }
}
