package io.convoy.jobs.train;

import ai.djl.engine.EngineException;
import io.convoy.random.SeedStream;
import io.convoy.training.LabeledRows;
import io.convoy.training.Objective;
import io.convoy.training.Tensor;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * A neural network that tells classes apart by the largest of its scores; softmax and cross-entropy
 * make a loss of them. PyTorch computes it, in float.
 *
 * <p>Weights begin as He et al. (arXiv 1502.01852) say, normal with variance 2 over the number of
 * inputs, biases at 0; those of a TorchScript module begin as they are in its file.
 */
final class NetworkObjective implements Objective {

  private static final long serialVersionUID = 1L;

  /** Iteration number that no other use of the seed has. */
  private static final long WEIGHTS = -17;

  /** One of each in a process; guarded by itself. */
  private static final Map<String, Network> NETWORKS = new HashMap<>();

  private final String key = UUID.randomUUID().toString();
  private final Plan plan;
  private final List<Tensor> tensors;
  private final double[] given;

  /**
   * What to build.
   *
   * @param kind of the network
   * @param sizes of its layers
   * @param module a TorchScript module; empty for others
   */
  private record Plan(
      Class<? extends ModelName> kind,
      List<Integer> sizes,
      byte[] module,
      int features,
      int classes)
      implements Serializable {

    Network build() {
      try {
        return built();
      } catch (EngineException refused) {
        throw new IllegalArgumentException(
            "PyTorch refuses it: " + refused.getMessage().lines().findFirst().orElse(""), refused);
      }
    }

    private Network built() {
      if (kind == ModelName.Perceptron.class) {
        return Network.perceptron(features, sizes, classes);
      }
      if (kind == ModelName.Convolution.class) {
        return Network.convolution((int) Math.round(Math.sqrt(features)), sizes, classes);
      }
      return Network.script(module, features, classes);
    }
  }

  private NetworkObjective(Plan plan) {
    this.plan = plan;
    Network network = network();
    List<Tensor> found = new ArrayList<>();
    network
        .shapes()
        .forEach(
            shape ->
                found.add(
                    new Tensor(shape.getKey(), shape.getValue(), shape.getValue().size() > 1)));
    this.tensors = List.copyOf(found);
    this.given = plan.module().length == 0 ? new double[0] : network.values();
  }

  /** Returns layers of so many units with rectifiers between. */
  static NetworkObjective of(ModelName.Perceptron model, int features, int classes) {
    return new NetworkObjective(
        new Plan(ModelName.Perceptron.class, model.hidden(), new byte[0], features, classes));
  }

  /**
   * Returns convolutions of square images.
   *
   * @throws IllegalArgumentException if features are not the pixels of one
   */
  static NetworkObjective of(ModelName.Convolution model, int features, int classes) {
    long side = Math.round(Math.sqrt(features));
    if (side * side != features) {
      throw new IllegalArgumentException(
          "model conv is for square images, and "
              + features
              + " features are not the pixels of one");
    }
    return new NetworkObjective(
        new Plan(ModelName.Convolution.class, model.channels(), new byte[0], features, classes));
  }

  /** Returns the network of a TorchScript module. */
  static NetworkObjective of(byte[] module, int features, int classes) {
    return new NetworkObjective(
        new Plan(ModelName.TorchScript.class, List.of(), module, features, classes));
  }

  private Network network() {
    synchronized (NETWORKS) {
      return NETWORKS.computeIfAbsent(key, unknown -> plan.build());
    }
  }

  @Override
  public List<Tensor> tensors() {
    return tensors;
  }

  @Override
  public double[] start(long seed) {
    if (given.length > 0) {
      return given.clone();
    }
    double[] start = new double[parameters()];
    int at = 0;
    for (int t = 0; t < tensors.size(); t++) {
      Tensor tensor = tensors.get(t);
      SplittableRandom random = new SeedStream(seed).at(WEIGHTS, t);
      int inputs = tensor.size() / tensor.shape().get(0);
      for (int end = at + tensor.size(); at < end; at++) {
        start[at] = tensor.decays() ? Math.sqrt(2.0 / inputs) * random.nextGaussian() : 0;
      }
    }
    return start;
  }

  @Override
  public Slope slope(double[] parameters, LabeledRows rows, int[] selected) {
    for (int row : selected) {
      if (Double.isNaN(rows.label(row))) {
        double[] unknown = new double[parameters.length];
        Arrays.fill(unknown, Double.NaN);
        return new Slope(Double.NaN, unknown);
      }
    }
    synchronized (NETWORKS) { // DJL collects one gradient at a time
      Slope slope = network().slope(parameters, rows, selected);
      if (!Arrays.stream(slope.gradient()).allMatch(Double::isFinite)) {
        // gradients are zeroed by subtraction, so this one would stay
        NETWORKS.remove(key).close();
      }
      return slope;
    }
  }

  @Override
  public Judgement judge(double[] parameters, LabeledRows rows) {
    int[] known =
        IntStream.range(0, rows.rows()).filter(row -> !Double.isNaN(rows.label(row))).toArray();
    Judgement judged;
    synchronized (NETWORKS) {
      judged = network().judge(parameters, rows, known);
    }
    double unknown = 0;
    for (int row = 0; row < rows.rows(); row++) {
      unknown += Double.isNaN(rows.label(row)) ? rows.points().weight(row) : 0;
    }
    return unknown == 0 ? judged : judged.with(new Judgement(unknown, Double.NaN, unknown));
  }
}
