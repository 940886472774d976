package io.convoy.jobs.lasso;

import io.convoy.network.NodeRows;
import java.util.List;
import org.apache.spark.sql.types.DataType;

/**
 * The nodes and their rows. Immutable: nobody writes to the arrays.
 *
 * @param ids one per node, ascending
 * @param idType their type
 * @param train rows to learn from, features as {@code map} makes them
 * @param test rows held out
 * @param map from features as they are
 * @param classes the two labels that stand for -1 and 1; empty unless there are two classes
 * @param labelled whether held-out rows say what is right
 * @param incidents rows that are known not to be normal and so teach nothing
 * @param across one first coordinate per node; empty if there are none
 * @param up the other
 * @param left nodes that take no part in the fit
 */
record NodeTable(
    List<Object> ids,
    DataType idType,
    NodeRows train,
    NodeRows test,
    FeatureMap map,
    List<Double> classes,
    boolean labelled,
    long incidents,
    double[] across,
    double[] up,
    boolean[] left) {

  int nodes() {
    return ids.size();
  }
}
