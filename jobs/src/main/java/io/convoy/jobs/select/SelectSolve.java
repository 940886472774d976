package io.convoy.jobs.select;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.SerialRunner;
import io.convoy.iterate.Shared;
import io.convoy.iterate.Visit;
import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.settings.SelectSettings;
import io.convoy.jobs.settings.SelectionMethod;
import io.convoy.jobs.table.LabelValues;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.work.Ending;
import io.convoy.jobs.work.Holdings;
import io.convoy.jobs.work.KeptColumns;
import io.convoy.jobs.work.Solved;
import io.convoy.jobs.work.Stopwatch;
import io.convoy.jobs.work.TableReader;
import io.convoy.numerics.Kernels;
import io.convoy.selection.CapacityTransport;
import io.convoy.selection.Coverage;
import io.convoy.selection.NearestSweep;
import io.convoy.selection.Targets;
import io.convoy.spark.Ids;
import io.convoy.spark.PointTable;
import io.convoy.spark.SparkRunner;
import io.convoy.spark.TableBlock;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Selects rows of a pool, and says what the selection is worth. */
public final class SelectSolve {

  /** Pairs of chosen rows and targets up to which the cost of a selection is computed. */
  private static final long MOST_PAIRS = 4_000_000;

  private SelectSolve() {}

  /**
   * Selects.
   *
   * @throws JobFailure if the tables break their contract, or the budget cannot be met
   */
  public static Solved solve(
      SparkSession spark, SelectSettings settings, OpenTable pool, OpenTable target) {
    Holdings held = new Holdings();
    try {
      return solve(spark, settings, pool, target, held);
    } catch (RuntimeException | Error failure) {
      held.close();
      throw failure;
    }
  }

  private static Solved solve(
      SparkSession spark,
      SelectSettings settings,
      OpenTable poolTable,
      OpenTable targetTable,
      Holdings held) {
    Stopwatch watch = new Stopwatch();
    KeptColumns.requireIds(poolTable, settings.keep());
    OpenTable from = poolTable;
    OpenTable to = targetTable;
    if (settings.labelCost() > 0) {
      to = LabelValues.read(targetTable);
      from = LabelValues.withLabels(LabelValues.require(poolTable), to.roles().labels());
    }
    TableReader reader = new TableReader(settings.tasks(), settings.quarantine(), held);
    PointTable readPool = reader.read(from);
    PointTable readTarget = reader.read(to);
    TableReader.requireEqualDimensions("pool", readPool, "target", readTarget);
    PointTable pool = readPool;
    PointTable target = readTarget;
    if (settings.standardize()) {
      List<PointTable> scaled = reader.standardized(List.of(readPool, readTarget));
      pool = scaled.get(0);
      target = scaled.get(1);
    }
    int budget = settings.budget().of(pool.rows());
    if (budget > pool.rows()) {
      throw new JobFailure(
          ExitCode.INFEASIBLE,
          "budget is "
              + budget
              + " rows and the pool has "
              + pool.rows()
              + "; ask for at most that many",
          null);
    }
    PointTable.Gathered targets = target.gather();
    Targets wanted = Targets.of(targets.points(), settings.labelCost());
    Shared<Targets> shared = held.hold(pool.runner().share(wanted));
    Shared<Ids> ids = held.hold(pool.runner().share(targets.ids()));
    double[] weights = targets.points().weights();
    watch.lap("read");

    Chooser chooser = new Chooser(settings, pool, shared, weights, budget);
    Choice choice = chooser.choose();
    watch.lap("choose");
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("method", settings.method().toString());
    numbers.put("selected", choice.places().length);
    numbers.put("budget", budget);
    Judge judge = new Judge(pool, wanted, weights);
    Optional<Coverage> own = judge.cover(choice);
    own.ifPresent(cover -> numbers.put("transport-cost", cover.cost()));
    if (settings.method() != SelectionMethod.RANDOM && own.isPresent()) {
      judge.cover(chooser.random()).ifPresent(cover -> numbers.put("random-cost", cover.cost()));
    }
    describe(choice, numbers);
    numbers.put("selection-digest", digest(pool, choice));
    watch.lap("judge");
    Map<String, Dataset<Row>> tables = new LinkedHashMap<>();
    tables.put(
        "selection",
        KeptColumns.join(
            selection(pool, target, choice, shared, ids, settings), from, settings.keep()));
    tables.put("targets", targets(spark, target, targets, weights, choice, own));
    if (settings.quarantine()) {
      tables.put("quarantined", TableReader.quarantined("pool", readPool, "target", readTarget));
    }
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("pool", pool.rows());
    counts.put("target", target.rows());
    return new Solved(
        Ending.DONE,
        counts,
        numbers,
        List.of(),
        tables,
        Optional.empty(),
        watch.laps(),
        Kernels.best().description(),
        "spark",
        held::close);
  }

  private static void describe(Choice choice, Map<String, Object> numbers) {
    if (choice.cover().isPresent()) {
      Coverage cover = choice.cover().get();
      numbers.put("certificate", cover.certificate() ? "exact" : "none");
      numbers.put("plan-cost", cover.cost());
      numbers.put("lower-bound", cover.lowerBound());
      numbers.put("gap", cover.cost() - cover.lowerBound());
    }
    if (choice.edges() > 0) {
      numbers.put("edges-per-target", choice.edges());
      numbers.put("widenings", choice.widenings());
    }
  }

  /** What a selection costs the targets: exact transport, every chosen row with an equal mass. */
  private record Judge(PointTable pool, Targets targets, double[] weights) {

    /** Returns the plan; nothing if there are too many pairs. */
    Optional<Coverage> cover(Choice choice) {
      int count = choice.places().length;
      if (choice.isWhole()) {
        return choice.cover(); // it is this plan
      }
      if ((long) count * weights.length > MOST_PAIRS) {
        return Optional.empty();
      }
      Choice.Marks marks = choice.marks();
      int blockRows = pool.blockRows();
      List<double[]> parts =
          pool.runner()
              .collect(
                  "read the selection", (wanted, block) -> chosen(wanted, block, blockRows), marks);
      double[] all = parts.stream().flatMapToDouble(Arrays::stream).toArray();
      PointBlock rows = PointBlock.of(0, pool.dimension(), all, new double[count]);
      SerialRunner<PointBlock> runner = new SerialRunner<>(List.of(rows));
      return CapacityTransport.solve(
          runner.run(
              "pairs",
              new NearestSweep(),
              NearestSweep.Query.of(runner.share(targets), count, count)),
          weights,
          count);
    }

    private static double[] chosen(Choice.Marks wanted, PointBlock block, int blockRows) {
      double[] found = new double[block.rows() * block.dimension()];
      int at = 0;
      for (int i = 0; i < block.rows(); i++) {
        if (wanted.find((long) block.index() * blockRows + i) >= 0) {
          for (int k = 0; k < block.dimension(); k++) {
            found[at++] = block.coordinate(i, k);
          }
        }
      }
      return Arrays.copyOf(found, at);
    }
  }

  /** Returns the SHA-256 of the chosen ids as text, in the order of the pool, a line each. */
  private static String digest(PointTable pool, Choice choice) {
    Choice.Marks marks = choice.marks();
    int blockRows = pool.blockRows();
    List<List<String>> parts =
        SparkRunner.over(pool.blocks(), pool.runner().blocks())
            .collect("read the ids", (wanted, block) -> ids(wanted, block, blockRows), marks);
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      parts.forEach(
          part -> part.forEach(id -> sha.update((id + '\n').getBytes(StandardCharsets.UTF_8))));
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static List<String> ids(Choice.Marks wanted, TableBlock block, int blockRows) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < block.rows(); i++) {
      if (wanted.find((long) block.index() * blockRows + i) >= 0) {
        found.add(block.ids().text(i));
      }
    }
    return found;
  }

  private static Dataset<Row> selection(
      PointTable pool,
      PointTable target,
      Choice choice,
      Shared<Targets> targets,
      Shared<Ids> ids,
      SelectSettings settings) {
    StructType schema =
        new StructType()
            .add("id", pool.idType(), false)
            .add("rank", DataTypes.IntegerType, false)
            .add("score", DataTypes.DoubleType, false)
            .add("mass", DataTypes.DoubleType, false)
            .add("row_price", DataTypes.DoubleType, false)
            .add("nearest_target_id", target.idType(), false)
            .add("nearest_cost", DataTypes.DoubleType, false)
            .add("reason", DataTypes.StringType, false);
    int blockRows = pool.blockRows();
    String method = settings.method().toString();
    Visit<TableBlock, Choice.Marks, List<Row>> visit =
        (marks, block) -> {
          List<Row> rows = new ArrayList<>();
          for (int i = 0; i < block.rows(); i++) {
            int at = marks.find((long) block.index() * blockRows + i);
            if (at < 0) {
              continue;
            }
            int nearest = 0;
            double least = Double.POSITIVE_INFINITY;
            double[] costs = targets.value().costs(block.points(), i);
            for (int j = 0; j < costs.length; j++) {
              if (costs[j] < least) {
                least = costs[j];
                nearest = j;
              }
            }
            rows.add(
                RowFactory.create(
                    block.ids().value(i),
                    marks.ranks()[at],
                    marks.scores()[at],
                    marks.masses()[at],
                    marks.prices()[at],
                    ids.value().value(nearest),
                    least,
                    method));
          }
          return rows;
        };
    return pool.derive(schema, visit, choice.marks());
  }

  private static Dataset<Row> targets(
      SparkSession spark,
      PointTable target,
      PointTable.Gathered gathered,
      double[] weights,
      Choice choice,
      Optional<Coverage> own) {
    StructType schema =
        new StructType()
            .add("target_id", target.idType(), false)
            .add("weight", DataTypes.DoubleType, false)
            .add("price", DataTypes.DoubleType, true)
            .add("n_selected", DataTypes.IntegerType, true);
    Optional<Coverage> prices = choice.cover().or(() -> own);
    List<Row> rows = new ArrayList<>();
    for (int j = 0; j < weights.length; j++) {
      int at = j;
      rows.add(
          RowFactory.create(
              gathered.ids().value(j),
              weights[j],
              prices.map(cover -> cover.prices()[at]).orElse(null),
              own.map(cover -> cover.served()[at]).orElse(null)));
    }
    return spark.createDataFrame(rows, schema);
  }
}
