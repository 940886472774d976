package io.convoy.jobs.settings;

import io.convoy.network.EdgePenalty;
import io.convoy.network.LocalModel;

/** Local models and edge penalties as users name them. */
public final class ObjectiveName {

  private ObjectiveName() {}

  /**
   * Returns the local model of a name such as {@code ridge:0.5}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static LocalModel parse(String text) {
    String[] parts = text.split(":", 2);
    return switch (parts[0]) {
      case "ridge" -> new LocalModel.Ridge(number(text, parts), true);
      case "lasso" -> new LocalModel.Lasso(number(text, parts), true);
      case "logistic" -> new LocalModel.Logistic(number(text, parts), true);
      case "svm" -> new LocalModel.Margin(number(text, parts));
      case "oneclass" -> new LocalModel.OneClass(number(text, parts));
      case "clustering" -> new LocalModel.Clustering();
      default ->
          throw new IllegalArgumentException(
              "objective must be one of ridge:MU, lasso:MU, logistic:MU, svm:C, oneclass:NU,"
                  + " clustering, got '"
                  + text
                  + "'");
    };
  }

  static EdgePenalty parsePenalty(String text) {
    String[] parts = text.split(":", 2);
    return switch (parts[0]) {
      case "norm" -> new EdgePenalty.Norm();
      case "absolute" -> new EdgePenalty.Absolute();
      case "laplacian" -> new EdgePenalty.Laplacian();
      case "log" -> new EdgePenalty.Log(number(text, parts));
      default ->
          throw new IllegalArgumentException(
              "penalty must be one of norm, absolute, laplacian, log:SCALE, got '" + text + "'");
    };
  }

  private static double number(String text, String[] parts) {
    try {
      if (parts.length == 2) {
        return Double.parseDouble(parts[1]);
      }
    } catch (NumberFormatException none) {
      // said below
    }
    throw new IllegalArgumentException(
        parts[0]
            + " needs a number after a colon, such as "
            + parts[0]
            + ":0.5, got '"
            + text
            + "'");
  }
}
