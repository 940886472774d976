package io.convoy.jobs.lasso;

import io.convoy.network.LocalModel;
import io.convoy.network.NodeRows;
import java.util.List;
import org.apache.spark.sql.types.DataType;

/**
 * The nodes and their rows. Immutable: nobody writes to the arrays.
 *
 * @param ids one per node, ascending
 * @param idType their type
 * @param train rows to learn from, features as in {@code scale}
 * @param test rows held out
 * @param scale of the features
 * @param across one first coordinate per node; empty if there are none
 * @param up the other
 * @param left nodes that take no part in the fit
 */
record NodeTable(
    List<Object> ids,
    DataType idType,
    NodeRows train,
    NodeRows test,
    Scale scale,
    double[] across,
    double[] up,
    boolean[] left) {

  int nodes() {
    return ids.size();
  }

  /**
   * How features were scaled.
   *
   * @param features their names
   * @param mean one per feature
   * @param deviation one per feature, positive
   */
  record Scale(List<String> features, double[] mean, double[] deviation) {

    /** Writes the parameters of scaled features as those of features as they are. */
    void unscale(LocalModel model, double[] x, int at, double[] coefficients, double[] intercept) {
      int d = mean.length;
      boolean centre = model instanceof LocalModel.Clustering;
      double shift =
          model.parameters(d) == d
              ? 0
              : x[at + d] * (model instanceof LocalModel.OneClass ? -1 : 1);
      for (int k = 0; k < d; k++) {
        coefficients[k] = centre ? x[at + k] * deviation[k] + mean[k] : x[at + k] / deviation[k];
        shift -= centre ? 0 : coefficients[k] * mean[k];
      }
      intercept[0] = shift;
    }

    /** The inverse of {@link #unscale}. */
    void rescale(LocalModel model, List<Double> coefficients, double intercept, double[] x) {
      int d = mean.length;
      boolean centre = model instanceof LocalModel.Clustering;
      double shift = intercept;
      for (int k = 0; k < d; k++) {
        double value = coefficients.get(k);
        x[k] = centre ? (value - mean[k]) / deviation[k] : value * deviation[k];
        shift += centre ? 0 : value * mean[k];
      }
      if (model.parameters(d) > d) {
        x[d] = model instanceof LocalModel.OneClass ? -shift : shift;
      }
    }
  }
}
