package io.convoy.training;

import java.io.Serializable;

/** How the learning rate falls. */
public sealed interface Schedule extends Serializable {

  /**
   * Returns the factor of the learning rate.
   *
   * @param epoch with its fraction, from 0
   * @param epochs of the whole training
   */
  double factor(double epoch, double epochs);

  /** It does not fall. */
  record Constant() implements Schedule {
    @Override
    public double factor(double epoch, double epochs) {
      return 1;
    }
  }

  /**
   * By a factor every so many epochs.
   *
   * @param factor in 0 to 1
   * @param every {@code >= 1}
   */
  record Steps(double factor, int every) implements Schedule {

    public Steps {
      if (!(factor > 0 && factor <= 1) || every < 1) {
        throw new IllegalArgumentException(
            "schedule steps needs a factor above 0 and at most 1, and epochs >= 1, got "
                + factor
                + " and "
                + every);
      }
    }

    @Override
    public double factor(double epoch, double epochs) {
      return Math.pow(factor, Math.floor(epoch / every));
    }
  }

  /** As half a cosine, to 0 (Loshchilov and Hutter, arXiv 1608.03983, without restarts). */
  record Cosine() implements Schedule {
    @Override
    public double factor(double epoch, double epochs) {
      return (1 + Math.cos(Math.PI * Math.min(1, epoch / epochs))) / 2;
    }
  }

  /**
   * Returns the schedule of a text: {@code constant}, {@code cosine} or {@code
   * steps:FACTOR,EPOCHS}.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Schedule parse(String text) {
    if (text.equals("constant")) {
      return new Constant();
    }
    if (text.equals("cosine")) {
      return new Cosine();
    }
    if (text.startsWith("steps:")) {
      String[] parts = text.substring("steps:".length()).split(",", -1);
      try {
        return new Steps(Double.parseDouble(parts[0]), Integer.parseInt(parts[1]));
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException malformed) {
        // said below
      }
    }
    throw new IllegalArgumentException(
        "schedule must be constant, cosine or steps:FACTOR,EPOCHS, got '" + text + "'");
  }
}
