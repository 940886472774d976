package io.convoy.jobs.predict;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.convoy.jobs.lasso.Detection;
import io.convoy.jobs.lasso.RowReader;
import io.convoy.jobs.lasso.Scores;
import io.convoy.jobs.lasso.WideTable;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.report.Headline;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.work.Ending;
import io.convoy.jobs.work.Holdings;
import io.convoy.jobs.work.KeptColumns;
import io.convoy.jobs.work.Run;
import io.convoy.jobs.work.Solved;
import io.convoy.jobs.work.Stopwatch;
import io.convoy.spark.column.Columns;
import io.convoy.spark.column.TableRoles;
import io.convoy.spark.run.ExecutorMemory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.mllib.evaluation.BinaryClassificationMetrics;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SizeEstimator;
import scala.Tuple2;

/** Scores rows by the models of a lasso run. */
final class PredictSolve {

  private static final String ORDER = "_order";
  private static final String PROBLEM = "_problem";
  private static final String RIGHT = "_right";
  private static final double USUAL_FALSE_ALARMS = 0.01;

  /** A strength as people copy it from a terminal. */
  private static final double NEAR = 0.01;

  private final Run run;
  private final PredictSettings settings;
  private final Model model;
  private final OpenTable input;
  private final Holdings held;
  private final Scores scores;

  private PredictSolve(
      Run run, PredictSettings settings, Model model, OpenTable input, Holdings held) {
    this.run = run;
    this.settings = settings;
    this.model = model;
    this.input = input;
    this.held = held;
    this.scores = model.scores();
  }

  /**
   * Returns the predictions.
   *
   * @param run its tables input and models, and as the settings ask clusters, thresholds, edges and
   *     labels
   * @throws JobFailure if a row breaks the contract, or is of a node without model and neighbours
   */
  static Solved solve(Run run, PredictSettings settings, Model model) {
    Holdings held = new Holdings();
    try {
      OpenTable input = lengthened(run, settings, model);
      return new PredictSolve(run, settings, model, input, held).solve();
    } catch (RuntimeException | Error failure) {
      held.close();
      throw failure;
    }
  }

  private Solved solve() {
    Stopwatch watch = new Stopwatch();
    if (settings.falseAlarmRate().isPresent() && !scores.unsupervised()) {
      throw JobFailure.usage(
          "false-alarm-rate is for objectives that learn what is normal, oneclass and clustering;"
              + " the model's predicts "
              + (scores.twoClasses() ? "classes" : "values"));
    }
    double lambda = lambda();
    Predictor.Models models = new NodeModels(settings, model, run.tables(), input).of(lambda);
    double threshold = scores.unsupervised() ? threshold(lambda) : Double.NaN;
    watch.lap("read");
    Dataset<Row> scored = scored(models, threshold);
    Map<String, Object> numbers = judge(scored);
    numbers.put("lambda", lambda);
    if (scores.unsupervised()) {
      numbers.put("threshold", threshold);
    }
    watch.lap("score");
    Map<String, Long> counts = Map.of("input", ((Number) numbers.get("predicted")).longValue());
    return new Solved.Of(Ending.DONE, counts, numbers)
        .headline(headline(numbers))
        .table("predictions", scored.select(columns()))
        .timings(watch.laps())
        .by("spark", "none")
        .holding(held::close);
  }

  private static Headline headline(Map<String, Object> numbers) {
    Headline.Of told = new Headline.Of(numbers);
    return told.say(told.part("lambda ", "lambda", ""))
        .say(told.part("held-out error ", "test-error", ""))
        .say(
            told.part("predicted ", "predicted", " rows"),
            told.part(", of them ", "predicted-new", " at new nodes"),
            told.part(", ", "alarms", " alarms"),
            told.part(", of ", "incidents", " known incidents"),
            told.part(" found ", "detection-rate", " of them"),
            told.part(", ", "false-alarm-rate", " of the others"),
            told.part(", area under the curve ", "auc", ""))
        .show("lambda", "lambda", "")
        .show("test error", "test-error", "on held-out rows")
        .done();
  }

  /** Returns the input with one row per node and time. */
  private static OpenTable lengthened(Run run, PredictSettings settings, Model model) {
    OpenTable given = run.tables().get("input");
    if (model.lags().isEmpty()) {
      if (settings.labels().isPresent()) {
        throw JobFailure.usage("labels is for models of the wide layout; give --label");
      }
      return given;
    }
    if (!settings.keep().isEmpty()) {
      throw JobFailure.usage("keep: a table of the wide layout has no column to keep but time");
    }
    WideTable wide = WideTable.of(given, model.time().orElseThrow(), model.lags().getAsInt());
    return model.scores().unsupervised()
        ? wide.windows(run.tables().find("labels"))
        : wide.forecasts();
  }

  /** Returns the column that says what is right, if there is one. */
  private Optional<String> label() {
    return input
        .roles()
        .label()
        .or(() -> model.label().filter(column -> input.columns().contains(column)));
  }

  private double lambda() {
    double asked = settings.lambda().orElse(model.lambda());
    List<Double> path =
        run
            .tables()
            .get("models")
            .rows()
            .select("lambda")
            .distinct()
            .sort("lambda")
            .collectAsList()
            .stream()
            .map(row -> row.getDouble(0))
            .toList();
    double nearest = path.get(0);
    for (double lambda : path) {
      nearest = Math.abs(lambda - asked) < Math.abs(nearest - asked) ? lambda : nearest;
    }
    if (Math.abs(nearest - asked) > NEAR * nearest) {
      throw JobFailure.usage(
          "lambda must be one of the model's, "
              + String.join(", ", path.stream().map(String::valueOf).toList())
              + ", got "
              + asked);
    }
    return nearest;
  }

  private double threshold(double lambda) {
    double rate = settings.falseAlarmRate().orElse(USUAL_FALSE_ALARMS);
    double[] scores =
        run
            .tables()
            .get("thresholds")
            .rows()
            .where(col("lambda").equalTo(lambda))
            .sort("false_alarm_rate")
            .collectAsList()
            .stream()
            .mapToDouble(row -> row.<Double>getAs("score"))
            .toArray();
    double at = rate * Detection.RATES;
    int below = Math.min((int) at, Detection.RATES - 1);
    return scores[below] + (at - below) * (scores[below + 1] - scores[below]);
  }

  private Dataset<Row> scored(Predictor.Models models, double threshold) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(run.spark().sparkContext());
    ExecutorMemory.of(context)
        .requireRoom("the models of all nodes", SizeEstimator.estimate(models), false);
    Broadcast<Predictor.Models> sent = context.broadcast(models);
    held.hold(sent::destroy);
    TableRoles roles = input.roles();
    JavaRDD<Row> rows = input.rows().toJavaRDD();
    if (settings.passes().tasks().isPresent()) {
      rows = rows.coalesce(settings.passes().tasks().getAsInt());
    }
    Predictor predictor =
        new Predictor(
            sent,
            RowReader.of(input.rows().schema(), roles.features(), model.time(), model.period()),
            model.map(),
            scores,
            roles.id().orElseThrow(),
            label().orElse(null),
            passed(),
            model.classes(),
            threshold);
    Dataset<Row> scored =
        run.spark()
            .createDataFrame(rows.mapPartitionsWithIndex(predictor, true), schema())
            .persist(StorageLevel.MEMORY_AND_DISK());
    held.hold(scored::unpersist);
    return scored;
  }

  private List<String> passed() {
    List<String> passed = new ArrayList<>();
    model
        .time()
        .filter(column -> input.columns().contains(column))
        .filter(column -> !settings.keep().contains(column))
        .ifPresent(passed::add);
    passed.addAll(settings.keep());
    return passed;
  }

  private StructType schema() {
    StructType given = input.rows().schema();
    StructType schema =
        new StructType()
            .add(ORDER, DataTypes.LongType, false)
            .add(PROBLEM, DataTypes.StringType)
            .add(RIGHT, DataTypes.DoubleType)
            .add("node", given.apply(input.roles().id().orElseThrow()).dataType());
    for (String column : passed()) {
      if (!List.of(given.fieldNames()).contains(column)) {
        throw JobFailure.badInput("input has no column '" + column + "' to keep");
      }
      StructField field = given.apply(column);
      schema = schema.add(column, field.dataType());
    }
    KeptColumns.firstRepeated(
            List.of(
                List.of("node", "known", "prediction", "score", "alarm"),
                passed(),
                settings.output().runDate().isPresent() ? List.of("run_date") : List.of()))
        .ifPresent(
            column -> {
              throw JobFailure.usage("the predictions would have two columns " + column);
            });
    return schema
        .add("known", DataTypes.BooleanType)
        .add("prediction", DataTypes.DoubleType)
        .add("score", DataTypes.DoubleType)
        .add("alarm", DataTypes.BooleanType);
  }

  private Column[] columns() {
    List<String> columns = new ArrayList<>(List.of("node"));
    columns.addAll(passed());
    columns.add("known");
    if (scores.unsupervised()) {
      columns.addAll(List.of("score", "alarm"));
    } else {
      columns.add("prediction");
      if (scores.twoClasses()) {
        columns.add("score");
      }
    }
    return columns.stream().map(Columns::named).toArray(Column[]::new);
  }

  /** Returns the numbers of the report. */
  private Map<String, Object> judge(Dataset<Row> scored) {
    Row broken =
        scored
            .where(col(PROBLEM).isNotNull())
            .agg(count(lit(1)), min(struct(col(ORDER), col(PROBLEM))))
            .head();
    if (broken.getLong(0) > 0) {
      throw JobFailure.badInput(
          broken.getStruct(1).getString(1)
              + (broken.getLong(0) > 1
                  ? " (" + broken.getLong(0) + " rows break the contract)"
                  : ""));
    }
    Row totals =
        scored
            .agg(
                count(lit(1)),
                sum(when(col("known"), 0).otherwise(1)),
                sum(when(col("alarm"), 1).otherwise(0)),
                count(col(RIGHT)))
            .head();
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("predicted", totals.getLong(0));
    numbers.put("predicted-new", totals.getLong(1));
    if (scores.unsupervised()) {
      numbers.put("alarms", totals.getLong(2));
    }
    if (totals.getLong(3) > 0) {
      Dataset<Row> known = scored.where(col(RIGHT).isNotNull());
      numbers.putAll(scores.unsupervised() ? detection(known) : Map.of("test-error", error(known)));
    }
    return numbers;
  }

  private double error(Dataset<Row> known) {
    Column off = col("prediction").minus(col(RIGHT));
    Column error =
        scores.twoClasses() ? when(off.equalTo(0), 0.0).otherwise(1.0) : off.multiply(off);
    return known.agg(avg(error)).head().getDouble(0);
  }

  private static Map<String, Object> detection(Dataset<Row> known) {
    Column incident = col(RIGHT).notEqual(0);
    Column alarm = when(col("alarm"), 1.0).otherwise(0.0);
    Row rates =
        known
            .agg(
                sum(when(incident, 1).otherwise(0)),
                avg(when(incident, alarm)),
                avg(when(incident, lit(null)).otherwise(alarm)))
            .head();
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("incidents", rates.getLong(0));
    if (!rates.isNullAt(1) && !rates.isNullAt(2)) {
      numbers.put("detection-rate", rates.getDouble(1));
      numbers.put("false-alarm-rate", rates.getDouble(2));
      JavaRDD<Tuple2<Object, Object>> pairs =
          known
              .select("score", RIGHT)
              .toJavaRDD()
              .map(row -> new Tuple2<>(row.get(0), row.getDouble(1) != 0 ? 1.0 : 0.0));
      numbers.put("auc", new BinaryClassificationMetrics(pairs.rdd(), 0).areaUnderROC());
    }
    return numbers;
  }
}
