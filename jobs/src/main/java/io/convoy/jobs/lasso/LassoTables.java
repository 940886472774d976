package io.convoy.jobs.lasso;

import io.convoy.network.Clusters;
import io.convoy.network.Graph;
import io.convoy.network.LocalModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The tables that {@code lasso} writes. */
final class LassoTables {

  private final SparkSession spark;
  private final NodeTable nodes;
  private final LocalModel model;
  private final List<Row> models = new ArrayList<>();
  private final List<Row> thresholds = new ArrayList<>();

  LassoTables(SparkSession spark, NodeTable nodes, LocalModel model) {
    this.spark = spark;
    this.nodes = nodes;
    this.model = model;
  }

  /**
   * Adds the models of one strength.
   *
   * @param all parameters of all nodes, of scaled features
   * @param errors of local, this and pooled models, by node; null if nothing was held out
   */
  void add(double lambda, double[] all, double[][] errors) {
    int p = model.parameters(nodes.train().dimension());
    for (int i = 0; i < nodes.nodes(); i++) {
      Object[] coefficients = new Object[nodes.train().dimension()];
      double intercept = unscaled(all, i * p, coefficients);
      models.add(
          RowFactory.create(
              nodes.ids().get(i),
              lambda,
              intercept,
              coefficients,
              nodes.map().names().toArray(),
              nodes.train().from()[i + 1] - nodes.train().from()[i],
              orNull(errors, 0, i),
              orNull(errors, 1, i),
              orNull(errors, 2, i)));
    }
  }

  private double unscaled(double[] x, int at, Object[] coefficients) {
    double[] values = new double[coefficients.length];
    double intercept = nodes.map().written(model, x, at, values);
    Arrays.setAll(coefficients, k -> values[k]);
    return intercept;
  }

  private static Double orNull(double[][] errors, int which, int node) {
    return errors == null || Double.isNaN(errors[which][node]) ? null : errors[which][node];
  }

  /** Returns the models added. */
  Dataset<Row> models() {
    return spark.createDataFrame(
        models,
        new StructType()
            .add("node", nodes.idType(), false)
            .add("lambda", DataTypes.DoubleType, false)
            .add("intercept", DataTypes.DoubleType, false)
            .add("coefficients", DataTypes.createArrayType(DataTypes.DoubleType, false), false)
            .add("feature_names", DataTypes.createArrayType(DataTypes.StringType, false), false)
            .add("rows", DataTypes.IntegerType, false)
            .add("error_local", DataTypes.DoubleType)
            .add("error_network", DataTypes.DoubleType)
            .add("error_pooled", DataTypes.DoubleType));
  }

  /** Adds the scores of {@link Detection#thresholds} of the models of one strength. */
  void addThresholds(double lambda, double[] scores) {
    for (int k = 0; k < scores.length; k++) {
      thresholds.add(RowFactory.create(lambda, (double) k / Detection.RATES, scores[k]));
    }
  }

  /** Returns the thresholds added. */
  Dataset<Row> thresholds() {
    return spark.createDataFrame(
        thresholds,
        new StructType()
            .add("lambda", DataTypes.DoubleType, false)
            .add("false_alarm_rate", DataTypes.DoubleType, false)
            .add("score", DataTypes.DoubleType, false));
  }

  /**
   * Returns the cluster of every node that took part, and where it is.
   *
   * @param fitted numbers of those nodes
   * @param coordinates names of the columns that say where; none or two
   */
  Dataset<Row> clusters(int[] fitted, int[] clusters, List<String> coordinates) {
    List<Row> rows = new ArrayList<>();
    StructType columns =
        new StructType()
            .add("node", nodes.idType(), false)
            .add("cluster", DataTypes.IntegerType, false);
    for (String coordinate : coordinates) {
      columns = columns.add(coordinate, DataTypes.DoubleType, false);
    }
    for (int i = 0; i < fitted.length; i++) {
      int node = fitted[i];
      Object id = nodes.ids().get(node);
      rows.add(
          coordinates.isEmpty()
              ? RowFactory.create(id, clusters[i])
              : RowFactory.create(id, clusters[i], nodes.across()[node], nodes.up()[node]));
    }
    return spark.createDataFrame(rows, columns);
  }

  /** Returns the edges between nodes that took part, with the difference of their ends' models. */
  Dataset<Row> edges(Graph graph, int[] fitted, double[] x, double tolerance) {
    int p = model.parameters(nodes.train().dimension());
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < graph.nodes(); i++) {
      for (int at = graph.offset(i); at < graph.offset(i + 1); at++) {
        int j = graph.neighbour(at);
        if (j > i) {
          double square = 0;
          for (int k = 0; k < p; k++) {
            square += Math.pow(x[i * p + k] - x[j * p + k], 2);
          }
          rows.add(
              RowFactory.create(
                  nodes.ids().get(fitted[i]),
                  nodes.ids().get(fitted[j]),
                  graph.weight(at),
                  Math.sqrt(square),
                  !Clusters.fused(x, i, j, p, tolerance)));
        }
      }
    }
    return spark.createDataFrame(
        rows,
        new StructType()
            .add("source", nodes.idType(), false)
            .add("target", nodes.idType(), false)
            .add("weight", DataTypes.DoubleType, false)
            .add("difference", DataTypes.DoubleType, false)
            .add("active", DataTypes.BooleanType, false));
  }

  /** Returns one model per cluster. */
  Dataset<Row> refitted(double[] x, int[] rowsOf) {
    int p = model.parameters(nodes.train().dimension());
    List<Row> rows = new ArrayList<>();
    for (int c = 0; c < rowsOf.length; c++) {
      Object[] coefficients = new Object[nodes.train().dimension()];
      double intercept = unscaled(x, c * p, coefficients);
      rows.add(RowFactory.create(c, intercept, coefficients, rowsOf[c]));
    }
    return spark.createDataFrame(
        rows,
        new StructType()
            .add("cluster", DataTypes.IntegerType, false)
            .add("intercept", DataTypes.DoubleType, false)
            .add("coefficients", DataTypes.createArrayType(DataTypes.DoubleType, false), false)
            .add("rows", DataTypes.IntegerType, false));
  }
}
