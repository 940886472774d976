package io.convoy.training;

import java.io.Serializable;
import java.util.List;

/** A first-order method: how one aggregate of gradients moves the parameters. */
public sealed interface Optimizer extends Serializable {

  /**
   * What a method remembers.
   *
   * @param steps made so far
   * @param parameters where it is
   * @param first one per parameter: velocity, or the mean of gradients
   * @param second one per parameter: the mean of their squares; empty where there is none
   */
  record Memory(long steps, double[] parameters, double[] first, double[] second) {}

  /** Returns the memory before the first step. */
  Memory begin(double[] parameters);

  /**
   * Returns the memory after a step.
   *
   * @param rate the learning rate of this step
   */
  Memory step(Memory memory, double[] gradient, double rate, List<Tensor> tensors);

  /**
   * Stochastic gradient descent: {@code v = momentum v + (g + decay x)}, {@code x -= rate v}.
   *
   * @param momentum in 0 to 1, exclusive; 0 where workers keep their own
   * @param decay pulls to 0, {@code >= 0}
   */
  record Sgd(double momentum, double decay) implements Optimizer {

    public Sgd {
      checkShare("momentum", momentum);
      checkDecay(decay);
    }

    @Override
    public Memory begin(double[] parameters) {
      return new Memory(0, parameters, new double[parameters.length], new double[0]);
    }

    @Override
    public Memory step(Memory memory, double[] gradient, double rate, List<Tensor> tensors) {
      double[] x = memory.parameters().clone();
      double[] velocity = memory.first().clone();
      int k = 0;
      for (Tensor tensor : tensors) {
        double pull = tensor.decays() ? decay : 0;
        for (int end = k + tensor.size(); k < end; k++) {
          velocity[k] = momentum * velocity[k] + (gradient[k] + pull * x[k]);
          x[k] -= rate * velocity[k];
        }
      }
      return new Memory(memory.steps() + 1, x, velocity, memory.second());
    }
  }

  /**
   * Adam with decoupled weight decay (Loshchilov and Hutter, arXiv 1711.05101, Algorithm 2), its
   * {@code beta_2 = 0.999} and {@code epsilon = 1e-8}.
   *
   * @param beta of the mean of gradients, in 0 to 1, exclusive
   * @param decay pulls to 0, {@code >= 0}
   */
  record AdamW(double beta, double decay) implements Optimizer {

    private static final double SQUARES = 0.999;
    private static final double SMALL = 1e-8;

    public AdamW {
      checkShare("momentum", beta);
      checkDecay(decay);
    }

    @Override
    public Memory begin(double[] parameters) {
      return new Memory(
          0, parameters, new double[parameters.length], new double[parameters.length]);
    }

    @Override
    public Memory step(Memory memory, double[] gradient, double rate, List<Tensor> tensors) {
      long step = memory.steps() + 1;
      double firstUnbiased = 1 / (1 - Math.pow(beta, (double) step));
      double secondUnbiased = 1 / (1 - Math.pow(SQUARES, (double) step));
      double[] x = memory.parameters().clone();
      double[] first = memory.first().clone();
      double[] second = memory.second().clone();
      int k = 0;
      for (Tensor tensor : tensors) {
        double pull = tensor.decays() ? decay : 0;
        for (int end = k + tensor.size(); k < end; k++) {
          first[k] = beta * first[k] + (1 - beta) * gradient[k];
          second[k] = SQUARES * second[k] + (1 - SQUARES) * gradient[k] * gradient[k];
          double move = first[k] * firstUnbiased / (Math.sqrt(second[k] * secondUnbiased) + SMALL);
          x[k] -= rate * (move + pull * x[k]);
        }
      }
      return new Memory(step, x, first, second);
    }
  }

  private static void checkShare(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " must be >= 0 and < 1, got " + value);
    }
  }

  private static void checkDecay(double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("weight-decay must be >= 0 and finite, got " + value);
    }
  }
}
