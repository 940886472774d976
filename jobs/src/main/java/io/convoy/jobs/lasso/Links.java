package io.convoy.jobs.lasso;

import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
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
public record Links(int[] sources, int[] targets, double[] weights) {

  /** So that all pairs of nodes are a minute's work. */
  private static final int MOST_SEARCHED = 100_000;

  /** As in the scripts of the network lasso: no two nodes are infinitely close. */
  private static final double OFFSET = 0.1;

  /**
   * Returns the links of a table with columns source, target and perhaps weight.
   *
   * @param whole whether every end must be a node; if not, edges to others are left out
   * @throws JobFailure if a row names no node, or its weight is not positive
   */
  public static Links read(OpenTable table, List<Object> ids, boolean whole) {
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
    if (!whole) {
      edges = edges.stream().filter(edge -> isInside(edge, numbers)).toList();
    }
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

  private static boolean isInside(Row edge, Map<String, Integer> numbers) {
    return numbers.containsKey(String.valueOf(edge.<Object>getAs("source")))
        && numbers.containsKey(String.valueOf(edge.<Object>getAs("target")));
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
   * Returns the links of an adjacency matrix, comma separated. Its rows and columns are in the
   * order of the nodes, or of its first line if that names them all. What is not symmetric is made
   * so by the mean of the two entries; the diagonal is not read.
   *
   * @param order the nodes in the order of the matrix, if it names none
   * @throws JobFailure if it is not square, or an entry is negative or no number
   */
  static Links matrix(List<String> lines, List<String> order, List<Object> ids) {
    List<String[]> cells =
        new ArrayList<>(
            lines.stream()
                .filter(line -> !line.isBlank())
                .map(line -> line.replace("\"", "").split("\\s*,\\s*", -1))
                .toList());
    int n = order.size();
    List<String> named = order;
    if (cells.size() == n + 1) {
      named = Arrays.stream(cells.remove(0)).map(String::strip).toList();
      if (!new HashSet<>(named).equals(new HashSet<>(order))) {
        throw JobFailure.badInput(
            "edges: the matrix has "
                + (n + 1)
                + " lines for "
                + n
                + " nodes, but its first line does not name them");
      }
    }
    if (cells.size() != n) {
      throw JobFailure.badInput(
          "edges: the matrix has " + cells.size() + " lines, there are " + n + " nodes");
    }
    double[][] entries = new double[n][];
    for (int i = 0; i < n; i++) {
      entries[i] = entries(cells.get(i), n, named.get(i));
    }
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < n; i++) {
      numbers.put(ids.get(i).toString(), i);
    }
    List<int[]> pairs = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        double weight = (entries[i][j] + entries[j][i]) / 2;
        if (weight > 0) {
          pairs.add(new int[] {numbers.get(named.get(i)), numbers.get(named.get(j))});
          weights.add(weight);
        }
      }
    }
    return of(pairs, weights);
  }

  private static double[] entries(String[] cells, int n, String node) {
    String where = "edges: the matrix row of node " + node;
    if (cells.length != n) {
      throw JobFailure.badInput(
          where + " has " + cells.length + " entries, there are " + n + " nodes");
    }
    double[] entries = new double[n];
    for (int j = 0; j < n; j++) {
      try {
        entries[j] = Double.parseDouble(cells[j]);
      } catch (NumberFormatException none) {
        entries[j] = Double.NaN;
      }
      if (!(entries[j] >= 0) || Double.isInfinite(entries[j])) {
        throw JobFailure.badInput(
            where + ": entry " + j + " must be a finite number >= 0, got " + cells[j]);
      }
    }
    return entries;
  }

  private static Links of(List<int[]> pairs, List<Double> weights) {
    return new Links(
        pairs.stream().mapToInt(pair -> pair[0]).toArray(),
        pairs.stream().mapToInt(pair -> pair[1]).toArray(),
        weights.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /**
   * Returns links of every node to its nearest among those that take part, each pair once.
   *
   * @param left nodes that are nobody's neighbours
   */
  public static Links nearest(
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
    List<Double> weights = new ArrayList<>();
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
          weights.add(1 / (near[0] + OFFSET));
        }
      }
    }
    return of(pairs, weights);
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
