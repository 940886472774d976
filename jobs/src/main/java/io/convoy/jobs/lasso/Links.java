package io.convoy.jobs.lasso;

import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.settings.Geography;
import io.convoy.jobs.table.OpenTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Weighted links between nodes, by their numbers. Nobody writes to the arrays.
 *
 * @param sources one end
 * @param targets the other
 * @param weights positive and finite
 */
record Links(int[] sources, int[] targets, double[] weights) {

  /** So that all pairs of nodes are a minute's work. */
  private static final int MOST_SEARCHED = 100_000;

  /** As in the scripts of the network lasso: no two nodes are infinitely close. */
  private static final double OFFSET = 0.1;

  /**
   * Returns the links of a table with columns source, target and perhaps weight.
   *
   * @throws JobFailure if a row names no node, or its weight is not positive
   */
  static Links read(OpenTable table, List<Object> ids) {
    Dataset<Row> rows = table.rows();
    List<String> columns = table.columns();
    for (String needed : List.of("source", "target")) {
      if (!columns.contains(needed)) {
        throw JobFailure.badInput(
            "edges has no column '"
                + needed
                + "'; it needs source, target and perhaps weight, and has "
                + String.join(", ", columns));
      }
    }
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      numbers.put(ids.get(i).toString(), i);
    }
    List<Row> edges = rows.collectAsList();
    int[] sources = new int[edges.size()];
    int[] targets = new int[edges.size()];
    double[] weights = new double[edges.size()];
    boolean weighted = columns.contains("weight");
    for (int e = 0; e < edges.size(); e++) {
      sources[e] = node(edges.get(e), "source", e, numbers);
      targets[e] = node(edges.get(e), "target", e, numbers);
      Object weight = weighted ? edges.get(e).<Object>getAs("weight") : (Object) Double.valueOf(1);
      weights[e] = weight instanceof Number given ? given.doubleValue() : Double.NaN;
      if (!(weights[e] > 0) || Double.isInfinite(weights[e])) {
        throw JobFailure.badInput(
            "row "
                + e
                + " of edges ("
                + edges.get(e).<Object>getAs("source")
                + " to "
                + edges.get(e).<Object>getAs("target")
                + "): weight must be > 0 and finite, got "
                + weight);
      }
    }
    return new Links(sources, targets, weights);
  }

  private static int node(Row edge, String end, int e, Map<String, Integer> numbers) {
    Integer number = numbers.get(String.valueOf(edge.<Object>getAs(end)));
    if (number == null) {
      throw JobFailure.badInput(
          "row "
              + e
              + " of edges: "
              + end
              + " "
              + edge.<Object>getAs(end)
              + " is no node; every end needs a row in nodes, which may be without a label");
    }
    return number;
  }

  /**
   * Returns links of every node to its nearest among those that take part, each pair once.
   *
   * @param left nodes that are nobody's neighbours
   */
  static Links nearest(
      double[] across, double[] up, boolean[] left, int count, Geography geography) {
    int n = across.length;
    if (n > MOST_SEARCHED) {
      throw new JobFailure(
          ExitCode.INFEASIBLE,
          "knn compares all pairs of nodes and is for at most "
              + MOST_SEARCHED
              + " of them, got "
              + n
              + "; give --edges",
          null);
    }
    List<int[]> pairs = new ArrayList<>();
    List<Double> distances = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    for (int i = 0; i < n; i++) {
      TreeSet<double[]> best =
          new TreeSet<>(
              (a, b) -> a[0] != b[0] ? Double.compare(a[0], b[0]) : Double.compare(a[1], b[1]));
      for (int j = 0; j < n; j++) {
        if (j != i && !left[j]) {
          double distance = geography.distance(across[i], up[i], across[j], up[j]);
          if (best.size() < count || distance < best.last()[0]) {
            best.add(new double[] {distance, j});
            if (best.size() > count) {
              best.pollLast();
            }
          }
        }
      }
      for (double[] near : best) {
        int j = (int) near[1];
        if (seen.add((long) Math.min(i, j) << 32 | Math.max(i, j))) {
          pairs.add(new int[] {i, j});
          distances.add(near[0]);
        }
      }
    }
    return new Links(
        pairs.stream().mapToInt(pair -> pair[0]).toArray(),
        pairs.stream().mapToInt(pair -> pair[1]).toArray(),
        distances.stream().mapToDouble(distance -> 1 / (distance + OFFSET)).toArray());
  }

  /** Returns the links whose ends both take part, by numbers among those that do. */
  Links among(boolean[] left) {
    int[] number = new int[left.length];
    int next = 0;
    for (int i = 0; i < left.length; i++) {
      number[i] = left[i] ? -1 : next++;
    }
    int[] kept = new int[sources.length];
    int count = 0;
    for (int e = 0; e < sources.length; e++) {
      if (!left[sources[e]] && !left[targets[e]]) {
        kept[count++] = e;
      }
    }
    int[] chosen = Arrays.copyOf(kept, count);
    return new Links(
        Arrays.stream(chosen).map(e -> number[sources[e]]).toArray(),
        Arrays.stream(chosen).map(e -> number[targets[e]]).toArray(),
        Arrays.stream(chosen).mapToDouble(e -> weights[e]).toArray());
  }
}
