package io.convoy.jobs.project;

import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.outcome.Nearest;
import io.convoy.jobs.table.OpenTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/** Tables of mixtures: the share of every source in a column of its name. */
final class Mixtures {

  private static final String ID = "id";
  private static final double ROUNDING = 1e-6;
  private static final int MOST = 100_000;

  private Mixtures() {}

  /**
   * A row of such a table.
   *
   * @param name its id, else its number in the order below, from 1
   * @param shares by the order of sources, summing to 1
   * @param numbers of further columns
   */
  record Mixture(String name, double[] shares, double[] numbers) {

    private static final Comparator<Mixture> ORDER =
        Comparator.<Mixture, double[]>comparing(Mixture::numbers, Arrays::compare)
            .thenComparing(Mixture::shares, Arrays::compare)
            .thenComparing(Mixture::name);
  }

  /**
   * Reads a table.
   *
   * @param sources names, each of which needs a column
   * @param further names of other columns that are needed
   * @return its rows by further numbers, then shares: the order of files does not show
   * @throws JobFailure if a column is missing or unknown, or a share is none
   */
  static List<Mixture> read(OpenTable table, List<String> sources, List<String> further) {
    List<String> needed = new ArrayList<>(further);
    needed.addAll(sources);
    for (String column : needed) {
      if (!table.columns().contains(column)) {
        throw JobFailure.badInput(
            table.name()
                + " has no column '"
                + column
                + (sources.contains(column) ? "', which is a source" : "'")
                + Nearest.hint(column, table.columns()));
      }
    }
    for (String column : table.columns()) {
      if (!needed.contains(column) && !column.equals(ID)) {
        throw JobFailure.badInput(
            table.name()
                + " has a column '"
                + column
                + "' that is no source"
                + Nearest.hint(column, sources));
      }
    }
    List<Row> rows = table.rows().limit(MOST + 1).collectAsList();
    if (rows.size() > MOST) {
      throw JobFailure.badInput(table.name() + " must have at most " + MOST + " rows");
    }
    boolean named = table.columns().contains(ID) && !needed.contains(ID);
    List<Mixture> read = new ArrayList<>();
    for (Row row : rows) {
      String where = table.name() + " row " + (read.size() + 1);
      read.add(
          new Mixture(
              named ? String.valueOf(row.<Object>getAs(ID)) : "",
              shares(row, sources, where),
              further.stream().mapToDouble(column -> number(row, column, where)).toArray()));
    }
    read.sort(Mixture.ORDER);
    for (int r = 0; !named && r < read.size(); r++) {
      Mixture mixture = read.get(r);
      read.set(r, new Mixture(String.valueOf(r + 1), mixture.shares(), mixture.numbers()));
    }
    return List.copyOf(read);
  }

  private static double[] shares(Row row, List<String> sources, String where) {
    double[] shares = new double[sources.size()];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = number(row, sources.get(i), where);
      if (shares[i] < 0) {
        throw JobFailure.badInput(
            where + ": the share of '" + sources.get(i) + "' must be >= 0, got " + shares[i]);
      }
    }
    double sum = Arrays.stream(shares).sum();
    if (!(Math.abs(sum - 1) <= ROUNDING)) {
      throw JobFailure.badInput(where + ": shares must sum to 1, got " + sum);
    }
    return Arrays.stream(shares).map(share -> share / sum).toArray();
  }

  private static double number(Row row, String column, String where) {
    Object value = row.getAs(column);
    double number = value instanceof Number given ? given.doubleValue() : Double.NaN;
    if (!Double.isFinite(number)) {
      throw JobFailure.badInput(where + ": " + column + " must be a finite number, got " + value);
    }
    return number;
  }

  /** Returns shares by the names of their sources. */
  static Map<String, Double> named(List<String> sources, double[] shares) {
    Map<String, Double> named = new LinkedHashMap<>();
    for (int i = 0; i < shares.length; i++) {
      named.put(sources.get(i), shares[i]);
    }
    return named;
  }
}
