package io.convoy.jobs.predict;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;

import io.convoy.jobs.lasso.Links;
import io.convoy.jobs.lasso.NewNodes;
import io.convoy.jobs.lasso.RowReader;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.work.Tables;
import io.convoy.spark.column.Columns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * The models of nodes: their own, or of the nodes that are new what their neighbours' are closest
 * to.
 */
final class NodeModels {

  private final PredictSettings settings;
  private final Model model;
  private final Tables<OpenTable> tables;
  private final OpenTable input;
  private final int parameters;

  /** Nodes with their places; those before {@code fitted} have models of their own. */
  private record Nodes(List<Object> ids, List<double[]> places, int fitted) {

    boolean[] areNew() {
      boolean[] areNew = new boolean[ids.size()];
      Arrays.fill(areNew, fitted, areNew.length, true);
      return areNew;
    }

    double[] coordinate(int which) {
      return places.stream().mapToDouble(place -> place[which]).toArray();
    }
  }

  /**
   * Reads nothing yet.
   *
   * @param input the rows to score, one per node and time
   */
  NodeModels(PredictSettings settings, Model model, Tables<OpenTable> tables, OpenTable input) {
    this.settings = settings;
    this.model = model;
    this.tables = tables;
    this.input = input;
    this.parameters = model.objective().parameters(model.map().dimension());
  }

  /**
   * Returns the models of one strength.
   *
   * @throws JobFailure if a new node has no neighbour with a model
   */
  Predictor.Models of(double lambda) {
    Map<String, double[]> own = own(lambda);
    Map<String, double[]> borrowed = settings.namesNeighbours() ? borrowed(own) : Map.of();
    Map<String, Integer> numbers = new HashMap<>();
    double[] all = new double[(own.size() + borrowed.size()) * parameters];
    for (Map<String, double[]> some : List.of(own, borrowed)) {
      some.forEach(
          (node, x) -> {
            System.arraycopy(x, 0, all, numbers.size() * parameters, parameters);
            numbers.put(node, numbers.size());
          });
    }
    return new Predictor.Models(numbers, all, own.size());
  }

  private Map<String, double[]> own(double lambda) {
    Map<String, double[]> own = new TreeMap<>();
    for (Row row :
        tables.get("models").rows().where(col("lambda").equalTo(lambda)).collectAsList()) {
      double[] x = new double[parameters];
      model
          .map()
          .fitted(
              model.objective(),
              row.getList(row.fieldIndex("coefficients")),
              row.<Double>getAs("intercept"),
              x,
              0);
      own.put(String.valueOf(row.<Object>getAs("node")), x);
    }
    return own;
  }

  /** Returns the models of the input's new nodes. */
  private Map<String, double[]> borrowed(Map<String, double[]> own) {
    Nodes nodes = nodes(own);
    int count = nodes.ids().size();
    if (count == nodes.fitted()) {
      return Map.of();
    }
    double[] all = new double[count * parameters];
    for (int i = 0; i < nodes.fitted(); i++) {
      double[] x = own.get(nodes.ids().get(i).toString());
      System.arraycopy(x, 0, all, i * parameters, parameters);
    }
    BitSet alone = NewNodes.fill(links(nodes), nodes.areNew(), all, parameters);
    if (!alone.isEmpty()) {
      throw JobFailure.badInput(
          "node "
              + nodes.ids().get(alone.nextSetBit(0))
              + " of input has no model, and no neighbour that has ("
              + alone.cardinality()
              + " such nodes)");
    }
    Map<String, double[]> borrowed = new TreeMap<>();
    for (int i = nodes.fitted(); i < count; i++) {
      borrowed.put(
          nodes.ids().get(i).toString(),
          Arrays.copyOfRange(all, i * parameters, (i + 1) * parameters));
    }
    return borrowed;
  }

  private Links links(Nodes nodes) {
    return settings.knn().isPresent()
        ? Links.nearest(
            nodes.coordinate(0),
            nodes.coordinate(1),
            nodes.areNew(),
            settings.knn().getAsInt(),
            model.geography())
        : Links.read(tables.get("edges"), nodes.ids(), false);
  }

  /** Returns the nodes that took part in the fit, then the input's new ones. */
  private Nodes nodes(Map<String, double[]> own) {
    List<String> places = places();
    List<Object> ids = new ArrayList<>();
    List<double[]> at = new ArrayList<>();
    for (Row row : tables.get("clusters").rows().sort("node").collectAsList()) {
      ids.add(row.getAs("node"));
      at.add(place(row, places, "cluster"));
    }
    int fitted = ids.size();
    Column first =
        places.isEmpty()
            ? lit(1)
            : min(struct(places.stream().map(Columns::named).toArray(Column[]::new)));
    Column name = Columns.named(input.roles().id().orElseThrow());
    for (Row row : input.rows().groupBy(name).agg(first.as("place")).sort(name).collectAsList()) {
      if (row.get(0) != null && !own.containsKey(row.get(0).toString())) {
        ids.add(row.get(0));
        at.add(
            places.isEmpty()
                ? new double[2]
                : place(row.getStruct(1), places, "input node " + row.get(0)));
      }
    }
    return new Nodes(ids, at, fitted);
  }

  /** Returns the columns that say where nodes are; none unless near ones are neighbours. */
  private List<String> places() {
    List<String> places = settings.knn().isPresent() ? model.coordinates() : List.of();
    if (settings.knn().isPresent() && places.isEmpty()) {
      throw JobFailure.usage("knn: the model was fitted without --coordinates; give --edges");
    }
    for (String place : places) {
      if (!input.columns().contains(place)) {
        throw JobFailure.badInput("input has no column '" + place + "', which knn needs");
      }
    }
    return places;
  }

  private static double[] place(Row row, List<String> columns, String where) {
    return columns.isEmpty()
        ? new double[2]
        : columns.stream().mapToDouble(column -> RowReader.finite(row, column, where)).toArray();
  }
}
