package io.convoy.jobs.train;

import io.convoy.robust.Gate;
import io.convoy.spark.train.TrainingTable;
import io.convoy.training.Ledger;
import io.convoy.training.Scaling;
import io.convoy.training.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The tables that {@code train} writes. */
final class TrainTables {

  private static final StructType MODEL =
      new StructType()
          .add("tensor", DataTypes.StringType)
          .add("shape", DataTypes.createArrayType(DataTypes.IntegerType, false))
          .add("values", DataTypes.createArrayType(DataTypes.DoubleType, false));

  private static final StructType CLASSES =
      new StructType().add("class", DataTypes.IntegerType).add("label", DataTypes.StringType);

  private TrainTables() {}

  /** Returns the parameters by tensor, after them what features were scaled by. */
  static Dataset<Row> model(
      SparkSession spark, List<Tensor> tensors, double[] parameters, Scaling scaling) {
    List<Row> rows = new ArrayList<>();
    int at = 0;
    for (Tensor tensor : tensors) {
      rows.add(
          row(
              tensor.name(),
              tensor.shape(),
              Arrays.copyOfRange(parameters, at, at + tensor.size())));
      at += tensor.size();
    }
    rows.add(row("feature-mean", List.of(scaling.mean().length), scaling.mean()));
    rows.add(row("feature-deviation", List.of(scaling.mean().length), scaling.deviation()));
    rows.add(
        row(
            "label-scale",
            List.of(2),
            new double[] {scaling.labelMean(), scaling.labelDeviation()}));
    return spark.createDataFrame(rows, MODEL);
  }

  private static Row row(String name, List<Integer> shape, double[] values) {
    return RowFactory.create(name, shape, Arrays.stream(values).boxed().toList());
  }

  /** Returns what the places of scores stand for. */
  static Dataset<Row> classes(SparkSession spark, List<String> classes) {
    List<Row> rows = new ArrayList<>();
    for (int c = 0; c < classes.size(); c++) {
      rows.add(RowFactory.create(c, classes.get(c)));
    }
    return spark.createDataFrame(rows, CLASSES);
  }

  /** Returns what is known of every worker. */
  static Dataset<Row> workers(
      SparkSession spark, List<TrainingTable.Domain> domains, Ledger ledger, Attendance seen) {
    StructType schema =
        new StructType()
            .add("worker", DataTypes.IntegerType)
            .add("name", DataTypes.StringType)
            .add("rows", DataTypes.LongType)
            .add("unsound_rows", DataTypes.LongType)
            .add("files", DataTypes.createArrayType(DataTypes.StringType, false));
    for (Gate.Reason reason : Gate.Reason.values()) {
      schema = schema.add(column(reason), DataTypes.LongType);
    }
    schema =
        schema
            .add("agreement", DataTypes.DoubleType)
            .add("outlyingness", DataTypes.DoubleType)
            .add("suspect", DataTypes.StringType)
            .add("hosts", DataTypes.createArrayType(DataTypes.StringType, false))
            .add("median_seconds", DataTypes.DoubleType);
    var suspects = suspects(ledger, seen);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < domains.size(); i++) {
      TrainingTable.Domain domain = domains.get(i);
      List<Object> values = new ArrayList<>();
      values.addAll(List.of(i, domain.name(), domain.rows(), domain.unsound(), domain.files()));
      for (Gate.Reason reason : Gate.Reason.values()) {
        values.add(ledger.dropped(i).getOrDefault(reason, 0L));
      }
      values.add(orNull(ledger.agreement(i)));
      values.add(orNull(ledger.outlyingness(i)));
      values.add(suspects.get(i));
      values.add(seen.hosts(i));
      values.add(orNull(seen.medianSeconds(i)));
      rows.add(RowFactory.create(values.toArray()));
    }
    return spark.createDataFrame(rows, schema);
  }

  /** Returns the workers to look at, with the reasons. */
  static Map<Integer, String> suspects(Ledger ledger, Attendance seen) {
    Map<Integer, String> suspects = new TreeMap<>(ledger.suspects());
    for (int worker : seen.slow()) {
      suspects.merge(worker, "slow", (why, slow) -> why + ", " + slow);
    }
    return suspects;
  }

  private static String column(Gate.Reason reason) {
    return Arrays.stream(reason.name().split("_"))
        .map(word -> word.toLowerCase(Locale.ROOT))
        .collect(Collectors.joining("_"));
  }

  private static Double orNull(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
