package io.convoy.evaluation;

import io.convoy.geometry.PointBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.LogisticRegressionModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.VectorUDT;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What spark.ml fits to rows of blocks, each on one partition that is cached. */
final class SparkModels {

  private static final StructType SCHEMA =
      new StructType().add("features", new VectorUDT()).add("label", DataTypes.DoubleType);

  private final SparkSession spark;

  SparkModels(SparkSession spark) {
    this.spark = spark;
  }

  /** A classifier of the labels it has seen. */
  interface Classifier {

    /** Returns the labels of a block's rows as the classifier sees them. */
    double[] labels(PointBlock rows);
  }

  /**
   * Returns a logistic regression of the labels of some rows. Labels that none of them has are not
   * among its classes: it could say them only by rounding.
   */
  Classifier fit(PointBlock block, int[] rows, double regParam) {
    double[] classes =
        Arrays.stream(rows).mapToDouble(i -> label(block, i)).sorted().distinct().toArray();
    if (classes.length == 1) {
      return test -> {
        double[] same = new double[test.rows()];
        Arrays.fill(same, classes[0]);
        return same;
      };
    }
    List<Row> table = new ArrayList<>();
    for (int i : rows) {
      double place = Arrays.binarySearch(classes, label(block, i));
      table.add(RowFactory.create(features(block, i), place));
    }
    LogisticRegressionModel model = fitted(table, regParam);
    return test -> {
      double[] said = new double[test.rows()];
      Arrays.setAll(said, i -> classes[(int) model.predict(features(test, i))]);
      return said;
    };
  }

  /**
   * Returns how likely rows of the pool are targets, by a logistic regression of which is which.
   */
  double[] likeness(PointBlock pool, PointBlock targets, double regParam) {
    List<Row> table = new ArrayList<>();
    for (int i = 0; i < pool.rows(); i++) {
      table.add(RowFactory.create(features(pool, i), 0.0));
    }
    for (int j = 0; j < targets.rows(); j++) {
      table.add(RowFactory.create(features(targets, j), 1.0));
    }
    LogisticRegressionModel model = fitted(table, regParam);
    double[] likeness = new double[pool.rows()];
    Arrays.setAll(
        likeness,
        i -> {
          Vector raw = model.predictRaw(features(pool, i));
          return raw.apply(1) - raw.apply(0);
        });
    return likeness;
  }

  private LogisticRegressionModel fitted(List<Row> table, double regParam) {
    Dataset<Row> rows = spark.createDataFrame(table, SCHEMA).coalesce(1).cache();
    LogisticRegressionModel model =
        new LogisticRegression()
            .setFamily("multinomial")
            .setStandardization(true)
            .setRegParam(regParam)
            .setElasticNetParam(0)
            .setMaxIter(200)
            .setTol(1e-6)
            .fit(rows);
    rows.unpersist();
    return model;
  }

  private static double label(PointBlock block, int row) {
    return SelectionTask.LEAD.label(block, row);
  }

  private static Vector features(PointBlock block, int row) {
    int lead = SelectionTask.LEAD.count();
    double[] x = new double[block.dimension() - lead];
    block.read(row, lead, x.length, x);
    return Vectors.dense(x);
  }
}
