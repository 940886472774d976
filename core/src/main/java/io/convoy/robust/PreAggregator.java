package io.convoy.robust;

import io.convoy.random.SeedStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What is done to vectors before a rule sees them, always a linear mixture: {@code y_q = sum_i
 * mix[q][i] x_i}. So it composes on the Gram matrix, and no vector is touched.
 */
public sealed interface PreAggregator extends Serializable {

  /** Returns the mixture, one row per vector that the rule will see. */
  double[][] mix(Gram gram);

  /** Returns whether the mixture depends on the products. */
  default boolean needsGram() {
    return true;
  }

  /**
   * Nearest neighbour mixing: every vector becomes the mean of the {@code p - f} nearest to it,
   * itself among them (Allouah et al., "Fixing by Mixing", arXiv 2302.01772).
   */
  record NearestNeighbours(int f) implements PreAggregator {
    @Override
    public double[][] mix(Gram gram) {
      int p = gram.size();
      RobustRule.require(f >= 0 && 2 * f < p, "nnm", p, f, "2 f < p");
      double[][] mix = new double[p][p];
      for (int i = 0; i < p; i++) {
        double[] distances = new double[p];
        for (int j = 0; j < p; j++) {
          distances[j] = i == j ? -1 : gram.squaredDistance(i, j);
        }
        for (int j : Ranks.smallest(distances, p - f)) {
          mix[i][j] = 1.0 / (p - f);
        }
      }
      return mix;
    }
  }

  /**
   * Means of {@code size} vectors at random, the last of what is left (Karimireddy, He and Jaggi,
   * arXiv 2006.09365).
   *
   * @param round other rounds, other buckets
   */
  record Bucketing(int size, long seed, long round) implements PreAggregator {

    public Bucketing {
      if (size < 1) {
        throw new IllegalArgumentException("buckets must have a size >= 1, got " + size);
      }
    }

    @Override
    public double[][] mix(Gram gram) {
      int p = gram.size();
      int[] order = new int[p];
      SplittableRandom random = new SeedStream(seed).at(round, -2);
      for (int i = 0; i < p; i++) {
        int j = random.nextInt(i + 1);
        order[i] = order[j];
        order[j] = i;
      }
      double[][] mix = new double[(p + size - 1) / size][p];
      for (int q = 0; q < mix.length; q++) {
        int end = Math.min(p, (q + 1) * size);
        for (int k = q * size; k < end; k++) {
          mix[q][order[k]] = 1.0 / (end - q * size);
        }
      }
      return mix;
    }

    @Override
    public boolean needsGram() {
      return false;
    }
  }

  /** Vectors longer than {@code length} are shortened to it. */
  record Clipping(double length) implements PreAggregator {

    public Clipping {
      if (!(length > 0)) {
        throw new IllegalArgumentException(
            "vectors must be clipped to a length > 0, got " + length);
      }
    }

    @Override
    public double[][] mix(Gram gram) {
      return clipped(gram, length);
    }
  }

  /**
   * Adaptive clipping: the {@code 2 f/p (p - f)} longest, rounded down, are shortened to the
   * longest of the others (ARC, Allouah et al., arXiv 2405.14432).
   */
  record AdaptiveClipping(int f) implements PreAggregator {
    @Override
    public double[][] mix(Gram gram) {
      int p = gram.size();
      RobustRule.require(f >= 0 && 2 * f < p, "arc", p, f, "2 f < p");
      int longest = 2 * f * (p - f) / p;
      double[] norms = new double[p];
      Arrays.setAll(norms, gram::norm);
      Arrays.sort(norms);
      return clipped(gram, norms[p - 1 - longest]);
    }
  }

  private static double[][] clipped(Gram gram, double length) {
    int p = gram.size();
    double[][] mix = new double[p][p];
    for (int i = 0; i < p; i++) {
      double norm = gram.norm(i);
      mix[i][i] = norm > length ? length / norm : 1;
    }
    return mix;
  }
}
