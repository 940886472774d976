package io.convoy.jobs.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code select} chooses from, for what, and how. */
@Section("Selection")
public final class SelectOptions {

  @Option(
      names = "--pool",
      paramLabel = "TABLE",
      description = {
        "The rows to choose from: a path to parquet, csv, json, orc, npy, delta or iceberg data, or"
            + " table:catalog.db.name[@snapshot]. Required.",
        "e.g. --pool s3a://lake/candidates.parquet"
      })
  String pool;

  @Option(
      names = "--pool-where",
      paramLabel = "EXPR",
      description = {
        "Reads only the pool rows that satisfy this SQL condition (default: all).",
        "e.g. --pool-where \"day = '{run-date}'\""
      })
  String poolWhere;

  @Option(
      names = "--target",
      paramLabel = "TABLE",
      description = {
        "The rows whose distribution the selection should have. Required.",
        "e.g. --target wanted.parquet"
      })
  String target;

  @Option(
      names = "--target-where",
      paramLabel = "EXPR",
      description = {
        "Reads only the target rows that satisfy this SQL condition (default: all).",
        "e.g. --target-where \"quality > 0.9\""
      })
  String targetWhere;

  @Mixin ColumnOptions columns;

  @Option(
      names = "--budget",
      paramLabel = "N|P%|tokens:N|auto",
      description = {
        "How many rows to select, which share of the pool, or at most how many tokens; auto finds"
            + " by folds over the targets how many rows they need. Required.",
        "e.g. --budget 5%%; --budget tokens:2000000"
      })
  String budget;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      description = {
        "ot covers every target at the least total cost, no row counting more than its share; tarot"
            + " takes layers of nearest rows in the whitened feature distance; round-robin lets"
            + " targets take turns; tsds draws near rows, fewer in crowded places; lava ranks by the"
            + " transport's dual gradient; dsir by density ratios; nearest, herding, k-center and"
            + " random are to compare with (default: ${DEFAULT-VALUE}).",
        "e.g. --method round-robin"
      })
  SelectionMethod method;

  @Option(
      names = "--label-cost",
      paramLabel = "NUMBER",
      description = {
        "Added to the squared distance of a row and a target whose labels differ (default: none).",
        "e.g. --label-cost 1"
      })
  Double labelCost;

  @Option(
      names = "--tokens",
      paramLabel = "COLUMN",
      description = {
        "The column of a row's tokens, whole numbers, for --budget tokens:N (default: tokens).",
        "e.g. --tokens length"
      })
  String tokens;

  @Option(
      names = "--quota",
      paramLabel = "COLUMN:VALUE=MIN..MAX",
      split = ",",
      description = {
        "How much of the budget rows with this value get, as numbers in its unit or shares of it;"
            + " either may be left out. Several are of one column (default: none).",
        "e.g. --quota source:web=..40%%,source:books=1000.."
      })
  List<String> quota;

  @Option(
      names = "--max-repeat",
      paramLabel = "N",
      description = {
        "How often ot and round-robin may take a row, and how much tarot may repeat one (default:"
            + " ${DEFAULT-VALUE}).",
        "e.g. --max-repeat 4"
      })
  int maxRepeat;

  @Option(
      names = "--exclude",
      paramLabel = "TABLE",
      description = {
        "A table whose ids are not selected: earlier selections, evaluation sets (default: none).",
        "e.g. --exclude s3a://lake/benchmarks.parquet"
      })
  String exclude;

  @Option(
      names = "--exclude-where",
      paramLabel = "EXPR",
      description = {
        "Excludes only the ids of rows that satisfy this SQL condition (default: all).",
        "e.g. --exclude-where \"run_date < '{run-date}'\""
      })
  String excludeWhere;

  @Option(
      names = "--dedup",
      paramLabel = "COLUMN",
      description = {
        "Of the pool rows with the same value here only the first, by id, can be selected; null is"
            + " no value (default: none).",
        "e.g. --dedup content_hash"
      })
  String dedup;

  @Option(
      names = "--near-duplicates",
      paramLabel = "DISTANCE",
      description = {
        "Of rows no further apart than this, not squared, only the first, by id, can be selected"
            + " (default: none).",
        "e.g. --near-duplicates 0.05"
      })
  Double nearDuplicates;

  @Option(
      names = "--pool-clusters",
      paramLabel = "N",
      description = {
        "Makes ot one of clusters: so many k-means of the pool are transported under entropy, and"
            + " rows drawn inside; for budgets whose candidates do not fit on the driver, without a"
            + " certificate (default: none, rows themselves).",
        "e.g. --pool-clusters 2000"
      })
  Integer poolClusters;

  @Option(
      names = "--gradient-features",
      paramLabel = "N",
      description = {
        "Replaces features by a random projection to N numbers of the gradient of a softmax model"
            + " of the labels, fitted to a sample of the pool (default: none).",
        "e.g. --gradient-features 512"
      })
  Integer gradientFeatures;

  @Option(
      names = "--incremental",
      paramLabel = "COLUMN",
      description = {
        "The pool's partition column, with --run-date: partitions after the date are not read, and"
            + " those that an earlier date has scanned are not scanned again (default: none).",
        "e.g. --incremental day"
      })
  String incremental;

  @Option(
      names = "--epoch",
      paramLabel = "DATE",
      description = {
        "The run date that set the scale of the features, for --incremental with --standardize or"
            + " tarot; a later date warns when new rows drift from it (default: none).",
        "e.g. --epoch 2026-01-01"
      })
  String epoch;

  @Concerns(Concern.EXECUTION)
  @Option(
      names = "--dry-run",
      arity = "0..1",
      fallbackValue = "on",
      paramLabel = "on|off",
      converter = Flag.class,
      description = {
        "Reads and checks everything, says what would be selected from what, and writes nothing"
            + " (default: ${DEFAULT-VALUE}).",
        "e.g. --dry-run"
      })
  boolean dryRun;

  @Concerns(Concern.EXECUTION)
  @Option(
      names = "--explain",
      paramLabel = "ID",
      description = {
        "Says of a pool row, after the run or of a finished one, why it was selected or not"
            + " (default: none).",
        "e.g. --explain doc-17"
      })
  String explain;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      description = {
        "Decides, with a row's id, what chance decides (default: ${DEFAULT-VALUE}).",
        "e.g. --seed 7"
      })
  long seed;

  TableSettings poolSettings(OutputOptions output) {
    TableSettings whole =
        new TableSettings(
            "pool", TableOptions.required("pool", pool), Optional.ofNullable(poolWhere), roles());
    if (incremental == null) {
      return whole;
    }
    String date =
        output
            .settings()
            .runDate()
            .orElseThrow(() -> new IllegalArgumentException("incremental needs a --run-date"));
    return whole.upTo(new TableSettings.Partitions(incremental, date));
  }

  Optional<TableSettings> excludeSettings() {
    if (exclude == null && excludeWhere != null) {
      throw new IllegalArgumentException("exclude-where needs an --exclude");
    }
    return Optional.ofNullable(exclude)
        .map(
            given ->
                new TableSettings(
                    "exclude", given, Optional.ofNullable(excludeWhere), columns.roles()));
  }

  TableSettings targetSettings() {
    return new TableSettings(
        "target",
        TableOptions.required("target", target),
        Optional.ofNullable(targetWhere),
        roles());
  }

  /** Returns the roles of columns; what a rule is of is no feature. */
  private RoleSettings roles() {
    List<String> apart = new ArrayList<>(List.of(tokens));
    quotas().forEach(own -> apart.add(own.column()));
    Stream.of(dedup, incremental).filter(Objects::nonNull).forEach(apart::add);
    return columns.roles().apart(apart);
  }

  List<QuotaSetting> quotas() {
    return quota == null ? List.of() : quota.stream().map(QuotaSetting::parse).toList();
  }
}
