package io.convoy.jobs.train;

import java.util.Arrays;
import java.util.List;

/** What {@code train} fits, as users name it. */
sealed interface ModelName {

  /** Linear regression. */
  record Linear() implements ModelName {}

  /** Softmax regression; of two classes, logistic regression. */
  record Softmax() implements ModelName {}

  /** A linear support vector machine. */
  record Svm() implements ModelName {}

  /** Layers of so many units, with rectifiers between. */
  record Perceptron(List<Integer> hidden) implements ModelName {
    public Perceptron {
      hidden = List.copyOf(hidden);
    }
  }

  /** Convolutions of so many channels, each halving a square image. */
  record Convolution(List<Integer> channels) implements ModelName {
    public Convolution {
      channels = List.copyOf(channels);
    }
  }

  /** A TorchScript module with as many outputs as classes: code, to be trusted. */
  record TorchScript(String path) implements ModelName {}

  /** Returns whether labels are classes. */
  default boolean classifies() {
    return !(this instanceof Linear);
  }

  /**
   * Returns the model of a name such as {@code mlp:128,64}.
   *
   * @throws IllegalArgumentException if there is none
   */
  static ModelName parse(String text) {
    String[] parts = text.split(":", 2);
    if (text.equals("linear")) {
      return new Linear();
    }
    if (text.equals("softmax") || text.equals("logistic")) {
      return new Softmax();
    }
    if (text.equals("svm")) {
      return new Svm();
    }
    if (parts.length == 2 && parts[0].equals("torchscript") && !parts[1].isBlank()) {
      return new TorchScript(parts[1]);
    }
    if (parts.length == 2 && (parts[0].equals("mlp") || parts[0].equals("conv"))) {
      try {
        List<Integer> sizes =
            Arrays.stream(parts[1].split(",", -1)).map(Integer::parseInt).toList();
        if (sizes.stream().allMatch(size -> size >= 1)) {
          return parts[0].equals("mlp") ? new Perceptron(sizes) : new Convolution(sizes);
        }
      } catch (NumberFormatException malformed) {
        // said below
      }
    }
    throw new IllegalArgumentException(
        "model must be one of linear, logistic, softmax, svm, mlp:UNITS,..., conv:CHANNELS,...,"
            + " torchscript:PATH, got '"
            + text
            + "'");
  }
}
