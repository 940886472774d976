package io.convoy.jobs.predict;

import io.convoy.jobs.lasso.FeatureMap;
import io.convoy.jobs.lasso.RowReader;
import io.convoy.jobs.lasso.Scores;
import io.convoy.jobs.outcome.JobFailure;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Scores the rows of one partition. A row that breaks the contract is not scored but says why, so
 * that the first can be named.
 *
 * @param models of all nodes
 * @param id the column that names the node
 * @param label the column that says what is right; null if there is none
 * @param passed columns that are passed through
 * @param classes what -1 and 1 stand for; empty unless there are two classes
 * @param threshold the score from which on a row is an alarm; NaN where there are none
 */
record Predictor(
    Broadcast<Models> models,
    RowReader reader,
    FeatureMap map,
    Scores scores,
    String id,
    String label,
    List<String> passed,
    List<Double> classes,
    double threshold)
    implements Function2<Integer, Iterator<Row>, Iterator<Row>> {

  private static final int ROWS_PER_PARTITION_BITS = 33;
  private static final int OWN_CELLS = 8;

  /**
   * The models of nodes.
   *
   * @param numbers of nodes, by their names
   * @param parameters node by node
   * @param known how many of them have a model of their own; the others are new
   */
  record Models(Map<String, Integer> numbers, double[] parameters, int known)
      implements Serializable {}

  /** Returns: order, problem, label, node, what is passed, known, prediction, score, alarm. */
  @Override
  public Iterator<Row> call(Integer partition, Iterator<Row> rows) {
    List<Row> made = new ArrayList<>();
    Models all = models.value();
    double[] features = new double[map.dimension()];
    long order = (long) partition << ROWS_PER_PARTITION_BITS;
    while (rows.hasNext()) {
      Row row = rows.next();
      Object[] cells = new Object[OWN_CELLS + passed.size()];
      cells[0] = order++;
      try {
        score(row, all, features, cells);
      } catch (JobFailure broken) {
        cells[1] = broken.getMessage();
      }
      made.add(RowFactory.create(cells));
    }
    return made.iterator();
  }

  private void score(Row row, Models all, double[] features, Object[] cells) {
    Object node = row.getAs(id);
    Integer number = node == null ? null : all.numbers().get(node.toString());
    String where = "a row of input at node " + node;
    if (number == null) {
      throw JobFailure.badInput(
          where + ": the model knows no such node; --edges or --knn name neighbours of new nodes");
    }
    double[] raw = reader.features(row, where);
    if (raw.length != map.inputs().size()) {
      throw JobFailure.badInput(
          where + " has " + raw.length + " features, the model has " + map.inputs().size());
    }
    map.apply(raw, features, 0);
    int p = scores.model().parameters(features.length);
    double response = scores.response(all.parameters(), number * p, features, 0, features.length);
    cells[2] =
        label == null || row.isNullAt(row.fieldIndex(label))
            ? null
            : RowReader.finite(row, label, where);
    cells[3] = node;
    int at = 4;
    for (String column : passed) {
      cells[at++] = row.getAs(column);
    }
    cells[at++] = number < all.known();
    if (scores.unsupervised()) {
      double score = scores.score(response);
      cells[at + 1] = score;
      cells[at + 2] = score > threshold;
    } else {
      cells[at] = classes.isEmpty() ? response : classes.get(response > 0 ? 1 : 0);
      cells[at + 1] = response;
    }
  }
}
