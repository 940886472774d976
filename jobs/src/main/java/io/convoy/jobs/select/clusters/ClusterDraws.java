package io.convoy.jobs.select.clusters;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.Shared;
import io.convoy.jobs.select.choose.SelectionTables;
import io.convoy.jobs.select.pool.PoolSearch;
import io.convoy.jobs.select.scan.Draws;
import io.convoy.jobs.select.scan.PoolScan;
import io.convoy.jobs.work.Holdings;
import io.convoy.selection.Lead;
import io.convoy.selection.NearestTarget;
import io.convoy.selection.Targets;
import io.convoy.spark.block.Ids;
import io.convoy.spark.block.TableBlock;
import io.convoy.spark.run.SparkRunner;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Rows drawn by chance from every cluster, as many as it gives: those whose draws are below a
 * limit. What is selected never passes through the driver.
 */
record ClusterDraws(PoolScan scan, Drawing drawing) {

  /** Parts of a stretch of draws that one pass tells apart; a power of two. */
  private static final int PARTS = 64;

  record Drawing(
      Shared<Targets> centres,
      Shared<Targets> targets,
      Shared<Ids> targetIds,
      Lead lead,
      long seed,
      double[] limits,
      double share)
      implements Serializable {}

  /** Finds the limits of what is drawn. */
  static ClusterDraws of(PoolSearch search, ClusterPlan plan, long budget, Holdings held) {
    PoolScan scan = search.scan().orElseThrow();
    SparkRunner<PointBlock> runner = scan.pool().runner();
    long seed = search.settings().seed();
    Shared<Targets> centres = held.hold(runner.share(Targets.of(plan.centres())));
    double[] limits = limits(scan, centres, seed, plan.wanted());
    return new ClusterDraws(
        scan,
        new Drawing(
            centres,
            scan.targets(),
            held.hold(runner.share(search.wanted().ids())),
            scan.lead(),
            seed,
            limits,
            1.0 / budget));
  }

  /** Returns a row for every row drawn, with the columns of a selection. */
  Dataset<Row> rows(StructType schema) {
    return scan.pool().derive(schema, ClusterDraws::drawn, drawing);
  }

  /** Returns where in the pool the rows drawn are. */
  long[] places() {
    int blockRows = scan.pool().blockRows();
    return SparkRunner.over(scan.pool().blocks(), scan.pool().runner().blocks())
        .collect("places", (own, block) -> places(own, block, blockRows), drawing)
        .stream()
        .flatMapToLong(Arrays::stream)
        .toArray();
  }

  private static long[] places(Drawing drawing, TableBlock block, int blockRows) {
    int[] cluster =
        NearestTarget.of(drawing.centres().value(), drawing.lead().features(block.points()));
    double[] draws = Draws.of(drawing.seed(), block.ids());
    long first = (long) block.index() * blockRows;
    return IntStream.range(0, cluster.length)
        .filter(i -> draws[i] < drawing.limits()[cluster[i]])
        .mapToLong(i -> first + i)
        .toArray();
  }

  /** Where the last draw of every cluster is: in a stretch of some width from {@code low} on. */
  private record Search(Shared<Targets> centres, Lead lead, long seed, double[] low, double width)
      implements Serializable {}

  /**
   * Returns by cluster a number that so many of its rows' draws are below. Each pass over the pool
   * counts draws in {@value #PARTS} parts of the stretch where the number is; all borders are whole
   * multiples of powers of two, and so exact.
   */
  private static double[] limits(PoolScan scan, Shared<Targets> centres, long seed, long[] wanted) {
    double[] low = new double[wanted.length];
    long[] below = new long[wanted.length];
    double[] limits = new double[wanted.length];
    boolean[] found = new boolean[wanted.length];
    int open = wanted.length;
    for (double width = 1; open > 0; width /= PARTS) {
      if (width < Double.MIN_NORMAL * PARTS) {
        throw new IllegalStateException("draws of a cluster are alike");
      }
      long[] counts = counts(scan, new Search(centres, scan.lead(), seed, low, width));
      for (int c = 0; c < wanted.length; c++) {
        int part = 0;
        while (!found[c] && below[c] < wanted[c] && part < PARTS) {
          long next = below[c] + counts[c * PARTS + part];
          if (next > wanted[c]) {
            break;
          }
          below[c] = next;
          part++;
        }
        if (!found[c]) {
          low[c] += part * (width / PARTS);
          if (below[c] == wanted[c]) {
            limits[c] = low[c];
            found[c] = true;
            open--;
          }
        }
      }
    }
    return limits;
  }

  private static long[] counts(PoolScan scan, Search search) {
    long[] all = new long[search.low().length * PARTS];
    SparkRunner.over(scan.pool().blocks(), scan.pool().runner().blocks())
        .collect("draw", ClusterDraws::counts, search)
        .forEach(part -> Arrays.setAll(all, at -> all[at] + part[at]));
    return all;
  }

  private static int[] counts(Search search, TableBlock block) {
    int[] counts = new int[search.low().length * PARTS];
    int[] nearest =
        NearestTarget.of(search.centres().value(), search.lead().features(block.points()));
    double[] draws = Draws.of(search.seed(), block.ids());
    for (int i = 0; i < nearest.length; i++) {
      double along = (draws[i] - search.low()[nearest[i]]) / search.width() * PARTS;
      if (along >= 0 && along < PARTS) {
        counts[nearest[i] * PARTS + (int) along]++;
      }
    }
    return counts;
  }

  private static List<Row> drawn(Drawing drawing, TableBlock block) {
    PointBlock features = drawing.lead().features(block.points());
    int[] cluster = NearestTarget.of(drawing.centres().value(), features);
    int[] nearest = NearestTarget.of(drawing.targets().value(), features);
    double[] draws = Draws.of(drawing.seed(), block.ids());
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < cluster.length; i++) {
      if (draws[i] < drawing.limits()[cluster[i]]) {
        rows.add(
            RowFactory.create(
                block.ids().value(i),
                null,
                1 - draws[i],
                drawing.share(),
                1.0,
                1,
                drawing.targetIds().value().value(nearest[i]),
                drawing.targets().value().cost(features, i, 0, nearest[i]),
                0.0,
                null,
                "drawn from cluster " + (cluster[i] + 1)));
      }
    }
    return rows;
  }

  /** Returns the SHA-256 of the SHA-256s of the ids of every block. */
  String digest() {
    MessageDigest all = SelectionTables.sha256();
    SparkRunner.over(scan.pool().blocks(), scan.pool().runner().blocks())
        .collect("digest", ClusterDraws::digest, drawing)
        .forEach(all::update);
    return HexFormat.of().formatHex(all.digest());
  }

  private static byte[] digest(Drawing drawing, TableBlock block) {
    MessageDigest own = SelectionTables.sha256();
    int[] cluster =
        NearestTarget.of(drawing.centres().value(), drawing.lead().features(block.points()));
    double[] draws = Draws.of(drawing.seed(), block.ids());
    for (int i = 0; i < cluster.length; i++) {
      if (draws[i] < drawing.limits()[cluster[i]]) {
        own.update((block.ids().text(i) + '\n').getBytes(StandardCharsets.UTF_8));
      }
    }
    return own.digest();
  }
}
