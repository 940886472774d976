package io.convoy.jobs.lasso;

import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.outcome.Nearest;
import io.convoy.jobs.table.OpenTable;
import io.convoy.network.NodeRows;
import io.convoy.random.SeedStream;
import io.convoy.spark.column.TableRoles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;

/** Reads the rows of all nodes, judges them, and holds some of them out. */
final class NodeReader {

  private final LassoSettings settings;
  private final OpenTable table;
  private final RowReader reader;
  private final boolean labelled;

  private NodeReader(LassoSettings settings, OpenTable table) {
    this.settings = settings;
    this.table = table;
    this.reader =
        RowReader.of(
            table.rows().schema(),
            table.roles().features(),
            settings.nodes().time(),
            settings.nodes().period());
    this.labelled = !settings.scores().unsupervised() || (settings.oneClass() && hasLabel(table));
  }

  private static boolean hasLabel(OpenTable table) {
    return table.roles().label().isPresent();
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
  static NodeTable read(OpenTable table, LassoSettings settings) {
    return new NodeReader(settings, table).read();
  }

  /** Returns the table without features that play another role, if features were found by type. */
  static OpenTable withoutRoles(OpenTable table, LassoSettings settings) {
    if (settings.nodes().wide().isPresent()) {
      return WideTable.of(table, settings.nodes().time().orElseThrow(), 0).table();
    }
    List<String> others = new ArrayList<>(settings.nodes().graph().coordinates());
    settings.nodes().time().ifPresent(others::add);
    settings.split().column().ifPresent(others::add);
    for (String column : others) {
      if (!table.columns().contains(column)) {
        throw JobFailure.badInput(
            "nodes has no column '" + column + "'" + Nearest.hint(column, table.columns()));
      }
    }
    if (!settings.scores().unsupervised() && table.roles().label().isEmpty()) {
      throw JobFailure.badInput(
          "nodes has no column 'label', which the objective learns from: name it with --label; the"
              + " columns are "
              + String.join(", ", table.columns()));
    }
    if (!settings.nodes().features().isEmpty()) {
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
      if (!settings.nodes().graph().coordinates().isEmpty()) {
        places.computeIfAbsent(
            id,
            node ->
                settings.nodes().graph().coordinates().stream()
                    .mapToDouble(column -> RowReader.finite(row, column, named))
                    .toArray());
      }
    }
    return split(byNode, places, dimension);
  }

  private Sample sample(Row row, String where) {
    TableRoles roles = table.roles();
    double label = 0;
    if (labelled) {
      String column = roles.label().orElseThrow();
      label =
          row.isNullAt(row.fieldIndex(column))
              ? (settings.oneClass() ? 0 : Double.NaN)
              : RowReader.finite(row, column, where);
    }
    double weight = roles.weight().map(column -> RowReader.finite(row, column, where)).orElse(1.0);
    if (weight < 0) {
      throw JobFailure.badInput(
          where + ": " + roles.weight().get() + " must be >= 0, got " + weight);
    }
    Comparable<Object> time = settings.nodes().time().isEmpty() ? null : reader.time(row, where);
    return new Sample(reader.features(row, where), label, weight, time, isHeld(row));
  }

  private boolean isHeld(Row row) {
    return settings
        .split()
        .column()
        .map(column -> String.valueOf(row.<Object>getAs(column)))
        .filter(value -> value.equalsIgnoreCase("true") || value.equalsIgnoreCase("test"))
        .isPresent();
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // ids of one column have one type
  static int compare(Object one, Object other) {
    return ((Comparable) one).compareTo(other);
  }

  private NodeTable split(
      SortedMap<Object, List<Sample>> byNode, SortedMap<Object, double[]> places, int dimension) {
    List<Object> ids = new ArrayList<>(byNode.keySet());
    SeedStream seeds = new SeedStream(settings.seed());
    boolean[] left = left(ids.size(), seeds);
    List<List<Sample>> train = new ArrayList<>();
    List<List<Sample>> test = new ArrayList<>();
    long incidents = 0;
    for (int i = 0; i < ids.size(); i++) {
      List<Sample> known =
          byNode.get(ids.get(i)).stream().filter(row -> !Double.isNaN(row.label())).toList();
      boolean[] held = held(known, left[i], seeds.at(0, i));
      List<Sample> stay = new ArrayList<>();
      List<Sample> out = new ArrayList<>();
      for (int row = 0; row < held.length; row++) {
        if (held[row]) {
          out.add(known.get(row));
        } else if (settings.oneClass() && known.get(row).label() != 0) {
          incidents++;
        } else {
          stay.add(known.get(row));
        }
      }
      requireEnough(ids.get(i), stay.size());
      train.add(stay);
      test.add(out);
    }
    double[] classes = settings.scores().twoClasses() ? classes(train, test) : new double[0];
    FeatureMap map = map(train, dimension);
    return new NodeTable(
        Collections.unmodifiableList(ids),
        type(table.roles().id().orElseThrow()),
        rows(train, map, classes),
        rows(test, map, classes),
        map,
        Arrays.stream(classes).boxed().toList(),
        labelled,
        incidents,
        places.values().stream().mapToDouble(place -> place[0]).toArray(),
        places.values().stream().mapToDouble(place -> place[1]).toArray(),
        left);
  }

  /** Returns which nodes take no part in the fit. */
  private boolean[] left(int count, SeedStream seeds) {
    boolean[] left = new boolean[count];
    if (settings.split() instanceof SplitRule.Nodes nodes) {
      int[] order = shuffled(count, seeds.at(0, -1));
      int out = (int) Math.round(nodes.share() * count);
      if (out < 1 || out >= count) {
        throw JobFailure.badInput(
            "split nodes:" + nodes.share() + " of " + count + " nodes holds out " + out);
      }
      Arrays.stream(order, 0, out).forEach(node -> left[node] = true);
    }
    return left;
  }

  private void requireEnough(Object node, int rows) {
    if (rows > 0 && rows < settings.minRows()) {
      throw JobFailure.badInput(
          "node "
              + node
              + " has "
              + rows
              + " training rows, fewer than min-rows "
              + settings.minRows()
              + "; lower --min-rows, or leave out its labels so that its neighbours decide");
    }
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

  private FeatureMap map(List<List<Sample>> train, int dimension) {
    double[] mean = new double[dimension];
    double[] deviation = new double[dimension];
    Arrays.fill(deviation, 1);
    List<Sample> all = train.stream().flatMap(List::stream).toList();
    if (all.isEmpty()) {
      throw JobFailure.badInput("nodes: no row with a label is left to learn from");
    }
    for (int k = 0; settings.nodes().standardize() && k < dimension; k++) {
      int feature = k;
      mean[k] = all.stream().mapToDouble(row -> row.features()[feature]).average().orElseThrow();
      double square =
          all.stream()
              .mapToDouble(row -> Math.pow(row.features()[feature] - mean[feature], 2))
              .average()
              .orElseThrow();
      if (!Double.isFinite(mean[k]) || !Double.isFinite(square)) {
        throw JobFailure.badInput(
            "nodes: "
                + reader.names(dimension).get(k)
                + " has values too large to standardize: their squares must add up to a finite"
                + " number; give it in other units");
      }
      deviation[k] = square > 0 ? Math.sqrt(square) : 1;
    }
    return new FeatureMap(
        reader.names(dimension), mean, deviation, settings.kernel().of(dimension, settings.seed()));
  }

  private static NodeRows rows(List<List<Sample>> byNode, FeatureMap map, double[] classes) {
    int[] from = new int[byNode.size() + 1];
    for (int i = 0; i < byNode.size(); i++) {
      from[i + 1] = from[i] + byNode.get(i).size();
    }
    int d = map.dimension();
    long values = (long) from[byNode.size()] * d;
    if (values > Integer.MAX_VALUE - 8) {
      throw new JobFailure(
          ExitCode.INFEASIBLE,
          from[byNode.size()]
              + " rows of "
              + d
              + " features pass through the driver, which is for at most 2 billion numbers; take"
              + " fewer rows with --nodes-where",
          null);
    }
    double[] features = new double[(int) values];
    double[] labels = new double[from[byNode.size()]];
    double[] weights = new double[labels.length];
    int at = 0;
    for (List<Sample> rows : byNode) {
      for (Sample row : rows) {
        map.apply(row.features(), features, at * d);
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
