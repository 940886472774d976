package io.convoy.jobs.lasso;

import io.convoy.network.LocalModel;
import io.convoy.network.NodeRows;
import java.io.Serializable;

/** What a model says of a row, and how wrong that is. */
public record Scores(LocalModel model) implements Serializable {

  /** Returns whether the model learns what is normal, and scores how unlike it a row is. */
  public boolean unsupervised() {
    return model instanceof LocalModel.OneClass || clusters();
  }

  boolean clusters() {
    return model instanceof LocalModel.Clustering;
  }

  public boolean twoClasses() {
    return model instanceof LocalModel.Logistic || model instanceof LocalModel.Margin;
  }

  /**
   * Returns a value, a margin, how far inside a row is, or its squared distance from the centre.
   */
  double response(double[] parameters, int at, NodeRows rows, int row) {
    return response(parameters, at, rows.features(), row, rows.dimension());
  }

  /**
   * As {@link #response(double[], int, NodeRows, int)}, of row {@code row} of row-major features.
   */
  public double response(double[] parameters, int at, double[] features, int row, int d) {
    if (!clusters()) {
      return model.respond(parameters, at, features, row, d);
    }
    double square = 0;
    for (int k = 0; k < d; k++) {
      double off = parameters[at + k] - features[row * d + k];
      square += off * off;
    }
    return square;
  }

  /** Returns how unlike the rest a row of this response is. */
  public double score(double response) {
    return clusters() ? response : -response;
  }

  /**
   * Returns the error of one row.
   *
   * @param label a value, -1 or 1, or of one class 0 unless the row is an incident
   */
  double error(double response, double label) {
    if (clusters()) {
      return response;
    }
    if (unsupervised()) {
      return response < 0 == (label == 0) ? 1 : 0;
    }
    if (twoClasses()) {
      return response * label > 0 ? 0 : 1;
    }
    return (response - label) * (response - label);
  }
}
