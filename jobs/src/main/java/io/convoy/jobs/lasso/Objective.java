package io.convoy.jobs.lasso;

import io.convoy.network.LocalModel;

/** What a node fits, as users name it. */
public record Objective(LocalModel model) {

  /**
   * Returns the objective of a name such as {@code ridge:0.5}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Objective parse(String text) {
    String[] parts = text.split(":", 2);
    return new Objective(
        switch (parts[0]) {
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
        });
  }

  static double number(String text, String[] parts) {
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
