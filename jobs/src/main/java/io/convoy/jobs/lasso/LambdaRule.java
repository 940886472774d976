package io.convoy.jobs.lasso;

/** Which strengths of the penalty a run goes through. */
sealed interface LambdaRule {

  /** The longest path. */
  int MOST = 1000;

  /** Fractions of the strength at which all nodes agree. */
  record Auto() implements LambdaRule {}

  /** One strength. */
  record Fixed(double lambda) implements LambdaRule {

    public Fixed {
      if (!(lambda >= 0) || Double.isInfinite(lambda)) {
        throw new IllegalArgumentException("lambda must be >= 0 and finite, got " + lambda);
      }
    }
  }

  /**
   * 0, then so many strengths by a factor.
   *
   * @param count at most this many; the path ends earlier once all nodes agree
   */
  record Path(double start, double factor, int count) implements LambdaRule {

    public Path {
      if (!(start > 0 && factor > 1) || Double.isInfinite(start) || Double.isInfinite(factor)) {
        throw new IllegalArgumentException(
            "lambda path must start above 0 and grow by a factor above 1, got "
                + start
                + " and "
                + factor);
      }
      if (count < 1 || count > MOST) {
        throw new IllegalArgumentException(
            "lambda path must have 1 to " + MOST + " steps, got " + count);
      }
    }
  }

  /**
   * Returns the rule of {@code auto}, a number, or {@code path:START,FACTOR[,COUNT]}.
   *
   * @throws IllegalArgumentException if it is none of them
   */
  static LambdaRule parse(String text) {
    if (text.equals("auto")) {
      return new Auto();
    }
    try {
      if (text.startsWith("path:")) {
        String[] parts = text.substring(5).split(",", -1);
        if (parts.length == 2 || parts.length == 3) {
          return new Path(
              Double.parseDouble(parts[0]),
              Double.parseDouble(parts[1]),
              parts.length == 3 ? Integer.parseInt(parts[2]) : 50);
        }
      } else {
        return new Fixed(Double.parseDouble(text));
      }
    } catch (NumberFormatException none) {
      // said below
    }
    throw new IllegalArgumentException(
        "lambda must be auto, a number or path:START,FACTOR[,COUNT], got '" + text + "'");
  }
}
