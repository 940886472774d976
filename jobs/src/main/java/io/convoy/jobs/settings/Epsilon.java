package io.convoy.jobs.settings;

/**
 * The strength of the entropy, in units of the cost or of a statistic of the cost.
 *
 * @param value the multiple, {@code > 0} and finite
 * @param scale what it is a multiple of
 */
public record Epsilon(double value, Scale scale) {

  /** The unit of an epsilon. */
  public enum Scale {
    /** The unit of the cost itself. */
    COST(""),
    /** The standard deviation of the cost under the product of the two distributions. */
    STD("std"),
    /** The mean of the cost under the product of the two distributions. */
    MEAN("mean");

    private final String suffix;

    Scale(String suffix) {
      this.suffix = suffix;
    }
  }

  public Epsilon {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "epsilon must be > 0 and finite, got " + value + scale.suffix);
    }
  }

  /**
   * Returns the epsilon at which {@code exp(-|x-y|^2 / epsilon)} blurs points by {@code length}.
   */
  public static Epsilon ofBlur(double length) {
    if (!(length > 0) || Double.isInfinite(length)) {
      throw new IllegalArgumentException("blur must be > 0 and finite, got " + length);
    }
    return new Epsilon(2 * length * length, Scale.COST);
  }

  /** Returns the epsilon written as {@code 2.5}, {@code 0.05std} or {@code 0.1mean}. */
  public static Epsilon parse(String text) {
    for (Scale scale : new Scale[] {Scale.STD, Scale.MEAN, Scale.COST}) {
      if (text.endsWith(scale.suffix)) {
        String number = text.substring(0, text.length() - scale.suffix.length());
        try {
          return new Epsilon(Double.parseDouble(number), scale);
        } catch (NumberFormatException notANumber) {
          break;
        }
      }
    }
    throw new IllegalArgumentException(
        "epsilon must be a number, or one followed by std or mean (0.05std), got '" + text + "'");
  }

  @Override
  public String toString() {
    return value + scale.suffix;
  }
}
