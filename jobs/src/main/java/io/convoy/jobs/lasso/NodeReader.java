package io.convoy.jobs.lasso;

import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.outcome.Nearest;
import io.convoy.jobs.settings.LassoJobSettings;
import io.convoy.jobs.settings.SplitRule;
import io.convoy.jobs.table.OpenTable;
import io.convoy.network.NodeRows;
import io.convoy.random.SeedStream;
import io.convoy.spark.TableRoles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;

/** Reads the rows of all nodes, judges them, and holds some of them out. */
final class NodeReader {

  private final LassoJobSettings settings;
  private final OpenTable table;
  private final boolean vector;

  private NodeReader(LassoJobSettings settings, OpenTable table) {
    this.settings = settings;
    this.table = table;
    List<String> features = table.roles().features();
    this.vector = features.size() == 1 && type(features.get(0)) instanceof ArrayType;
  }

  /**
   * One row.
   *
   * @param label NaN if it has none
   * @param time null if rows are not ordered
   * @param held whether it is held out by a column
   */
  private record Sample(
      double[] features, double label, double weight, Comparable<Object> time, boolean held) {}

  /**
   * Returns the nodes.
   *
   * @throws JobFailure if a row breaks the contract, naming it
   */
  static NodeTable read(OpenTable table, LassoJobSettings settings) {
    return new NodeReader(settings, table).read();
  }

  /** Returns the table without features that play another role, if features were found by type. */
  static OpenTable withoutRoles(OpenTable table, LassoJobSettings settings) {
    List<String> others = new ArrayList<>(settings.coordinates());
    settings.time().ifPresent(others::add);
    settings.split().column().ifPresent(others::add);
    for (String column : others) {
      if (!table.columns().contains(column)) {
        throw JobFailure.badInput(
            "nodes has no column '" + column + "'" + Nearest.hint(column, table.columns()));
      }
    }
    if (settings.labelled() && table.roles().label().isEmpty()) {
      throw JobFailure.badInput(
          "nodes has no column 'label', which the objective learns from: name it with --label; the"
              + " columns are "
              + String.join(", ", table.columns()));
    }
    if (!settings.nodes().roles().features().isEmpty()) {
      return table;
    }
    List<String> features = new ArrayList<>(table.roles().features());
    features.removeAll(others);
    if (features.isEmpty()) {
      throw JobFailure.badInput(
          "nodes has no numeric column left for features; its columns are "
              + String.join(", ", table.columns()));
    }
    TableRoles roles = table.roles();
    return new OpenTable(
        table.name(),
        table.location(),
        table.rows(),
        new TableRoles(roles.id(), roles.weight(), roles.label(), features));
  }

  private NodeTable read() {
    TreeMap<Object, List<Sample>> byNode = new TreeMap<>(NodeReader::compare);
    TreeMap<Object, double[]> places = new TreeMap<>(NodeReader::compare);
    int number = 0;
    int dimension = 0;
    for (Row row : table.rows().collectAsList()) {
      String where = "row " + number++ + " of nodes";
      Object id = row.getAs(table.roles().id().orElseThrow());
      if (id == null) {
        throw JobFailure.badInput(where + " has no " + table.roles().id().get());
      }
      String named = where + " (node " + id + ")";
      Sample sample = sample(row, named);
      if (number > 1 && sample.features().length != dimension) {
        throw JobFailure.badInput(
            named + " has " + sample.features().length + " features, row 0 has " + dimension);
      }
      dimension = sample.features().length;
      byNode.computeIfAbsent(id, node -> new ArrayList<>()).add(sample);
      if (!settings.coordinates().isEmpty()) {
        places.computeIfAbsent(
            id,
            node ->
                settings.coordinates().stream()
                    .mapToDouble(column -> finite(row, column, named))
                    .toArray());
      }
    }
    return split(byNode, places, dimension);
  }

  private Sample sample(Row row, String where) {
    TableRoles roles = table.roles();
    double[] features;
    if (vector) {
      List<?> values = row.getList(row.fieldIndex(roles.features().get(0)));
      if (values == null) {
        throw JobFailure.badInput(where + " has no " + roles.features().get(0));
      }
      features = new double[values.size()];
      for (int k = 0; k < features.length; k++) {
        features[k] = number(values.get(k), "entry " + k + " of " + roles.features().get(0), where);
      }
    } else {
      features =
          roles.features().stream().mapToDouble(column -> finite(row, column, where)).toArray();
    }
    Optional<String> label = settings.labelled() ? roles.label() : Optional.empty();
    double value =
        label.isEmpty() || row.isNullAt(row.fieldIndex(label.get()))
            ? (label.isEmpty() ? 0 : Double.NaN)
            : finite(row, label.get(), where);
    double weight = roles.weight().map(column -> finite(row, column, where)).orElse(1.0);
    if (weight < 0) {
      throw JobFailure.badInput(
          where + ": " + roles.weight().get() + " must be >= 0, got " + weight);
    }
    return new Sample(features, value, weight, time(row, where), isHeld(row));
  }

  @SuppressWarnings("unchecked") // columns of one type; times, numbers and texts compare
  private Comparable<Object> time(Row row, String where) {
    if (settings.time().isEmpty()) {
      return null;
    }
    Object time = row.getAs(settings.time().get());
    if (!(time instanceof Comparable<?>)) {
      throw JobFailure.badInput(where + ": " + settings.time().get() + " is no time: " + time);
    }
    return (Comparable<Object>) time;
  }

  private boolean isHeld(Row row) {
    return settings
        .split()
        .column()
        .map(column -> String.valueOf(row.<Object>getAs(column)))
        .filter(value -> value.equalsIgnoreCase("true") || value.equalsIgnoreCase("test"))
        .isPresent();
  }

  private static double finite(Row row, String column, String where) {
    return number(row.<Object>getAs(column), column, where);
  }

  private static double number(Object value, String column, String where) {
    double number = value instanceof Number given ? given.doubleValue() : Double.NaN;
    if (!Double.isFinite(number)) {
      throw JobFailure.badInput(where + ": " + column + " must be a finite number, got " + value);
    }
    return number;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // ids of one column have one type
  static int compare(Object one, Object other) {
    return ((Comparable) one).compareTo(other);
  }

  private NodeTable split(
      SortedMap<Object, List<Sample>> byNode, SortedMap<Object, double[]> places, int dimension) {
    List<Object> ids = new ArrayList<>(byNode.keySet());
    List<List<Sample>> train = new ArrayList<>();
    List<List<Sample>> test = new ArrayList<>();
    boolean[] left = new boolean[ids.size()];
    SeedStream seeds = new SeedStream(settings.seed());
    if (settings.split() instanceof SplitRule.Nodes nodes) {
      int[] order = shuffled(ids.size(), seeds.at(0, -1));
      int out = (int) Math.round(nodes.share() * ids.size());
      if (out < 1 || out >= ids.size()) {
        throw JobFailure.badInput(
            "split nodes:" + nodes.share() + " of " + ids.size() + " nodes holds out " + out);
      }
      Arrays.stream(order, 0, out).forEach(node -> left[node] = true);
    }
    for (int i = 0; i < ids.size(); i++) {
      List<Sample> labelled =
          byNode.get(ids.get(i)).stream().filter(row -> !Double.isNaN(row.label())).toList();
      boolean[] held = held(labelled, left[i], seeds.at(0, i));
      List<Sample> stay = new ArrayList<>();
      List<Sample> out = new ArrayList<>();
      for (int row = 0; row < held.length; row++) {
        (held[row] ? out : stay).add(labelled.get(row));
      }
      if (!stay.isEmpty() && stay.size() < settings.minRows()) {
        throw JobFailure.badInput(
            "node "
                + ids.get(i)
                + " has "
                + stay.size()
                + " training rows, fewer than min-rows "
                + settings.minRows()
                + "; lower --min-rows, or leave out its labels so that its neighbours decide");
      }
      train.add(stay);
      test.add(out);
    }
    double[] classes = settings.twoClasses() ? classes(train, test) : new double[0];
    NodeTable.Scale scale = scale(train, dimension);
    double[] across = new double[places.size()];
    double[] up = new double[places.size()];
    int at = 0;
    for (double[] place : places.values()) {
      across[at] = place[0];
      up[at++] = place[1];
    }
    return new NodeTable(
        Collections.unmodifiableList(ids),
        type(table.roles().id().orElseThrow()),
        rows(train, scale, classes),
        rows(test, scale, classes),
        scale,
        across,
        up,
        left);
  }

  private boolean[] held(List<Sample> rows, boolean left, SplittableRandom random) {
    int n = rows.size();
    boolean[] held = new boolean[n];
    if (left) {
      Arrays.fill(held, true);
    } else if (settings.split() instanceof SplitRule.Rows share) {
      int[] order = shuffled(n, random);
      // of few rows still one in so many, by chance, and never all
      double wanted = share.share() * n;
      int out = (int) wanted + (random.nextDouble() < wanted - Math.floor(wanted) ? 1 : 0);
      Arrays.stream(order, 0, Math.min(out, Math.max(0, n - settings.minRows())))
          .forEach(row -> held[row] = true);
    } else if (settings.split() instanceof SplitRule.Time share) {
      Integer[] order = new Integer[n];
      Arrays.setAll(order, row -> row);
      Arrays.sort(order, (a, b) -> rows.get(a).time().compareTo(rows.get(b).time()));
      int out = Math.min((int) Math.round(share.share() * n), Math.max(0, n - settings.minRows()));
      Arrays.stream(order, n - out, n).forEach(row -> held[row] = true);
    } else {
      for (int row = 0; row < n; row++) {
        held[row] = rows.get(row).held();
      }
    }
    return held;
  }

  private static int[] shuffled(int n, SplittableRandom random) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private double[] classes(List<List<Sample>> train, List<List<Sample>> test) {
    TreeSet<Double> found = new TreeSet<>();
    train.forEach(rows -> rows.forEach(row -> found.add(row.label())));
    test.forEach(rows -> rows.forEach(row -> found.add(row.label())));
    if (found.size() != 2) {
      throw JobFailure.badInput(
          "nodes: column "
              + table.roles().label().orElseThrow()
              + " must hold two different numbers for an objective of two classes, it holds "
              + found.size()
              + found.stream().limit(3).map(value -> " " + value).reduce(":", String::concat));
    }
    return new double[] {found.first(), found.last()};
  }

  private NodeTable.Scale scale(List<List<Sample>> train, int dimension) {
    double[] mean = new double[dimension];
    double[] deviation = new double[dimension];
    Arrays.fill(deviation, 1);
    List<Sample> all = train.stream().flatMap(List::stream).toList();
    if (all.isEmpty()) {
      throw JobFailure.badInput("nodes: no row with a label is left to learn from");
    }
    for (int k = 0; settings.standardize() && k < dimension; k++) {
      int feature = k;
      mean[k] = all.stream().mapToDouble(row -> row.features()[feature]).average().orElseThrow();
      double square =
          all.stream()
              .mapToDouble(row -> Math.pow(row.features()[feature] - mean[feature], 2))
              .average()
              .orElseThrow();
      deviation[k] = square > 0 ? Math.sqrt(square) : 1;
    }
    List<String> names = table.roles().features();
    if (vector) {
      names = new ArrayList<>();
      for (int k = 0; k < dimension; k++) {
        names.add(table.roles().features().get(0) + "[" + k + "]");
      }
    }
    return new NodeTable.Scale(List.copyOf(names), mean, deviation);
  }

  private static NodeRows rows(List<List<Sample>> byNode, NodeTable.Scale scale, double[] classes) {
    int[] from = new int[byNode.size() + 1];
    for (int i = 0; i < byNode.size(); i++) {
      from[i + 1] = from[i] + byNode.get(i).size();
    }
    int d = scale.mean().length;
    double[] features = new double[from[byNode.size()] * d];
    double[] labels = new double[from[byNode.size()]];
    double[] weights = new double[labels.length];
    int at = 0;
    for (List<Sample> rows : byNode) {
      for (Sample row : rows) {
        for (int k = 0; k < d; k++) {
          features[at * d + k] = (row.features()[k] - scale.mean()[k]) / scale.deviation()[k];
        }
        labels[at] = classes.length == 0 ? row.label() : row.label() == classes[0] ? -1 : 1;
        weights[at++] = row.weight();
      }
    }
    return new NodeRows(d, from, features, labels, weights);
  }

  private DataType type(String column) {
    return Objects.requireNonNull(table.rows().schema().apply(column).dataType());
  }
}
