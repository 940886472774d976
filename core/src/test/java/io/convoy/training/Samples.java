package io.convoy.training;

import io.convoy.geometry.PointBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Rows for tests. */
final class Samples {

  private Samples() {}

  /** Rows of a worker, labels a class each or numbers, weights not all alike. */
  static LabeledRows random(SplittableRandom random, int worker, int rows, int d, int classes) {
    double[] x = random.doubles((long) rows * d, -1, 1).toArray();
    double[] weights = random.doubles(rows, 0.5, 2).toArray();
    double[] labels = new double[rows];
    long[] keys = new long[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = classes > 1 ? random.nextInt(classes) : random.nextDouble(-2, 2);
      keys[i] = random.nextLong();
    }
    return new LabeledRows(PointBlock.of(worker, d, x, weights), labels, keys);
  }

  /** Two classes that a line tells apart but for noise, dealt out to p workers. */
  static List<LabeledRows> separable(SplittableRandom random, int p, int rows, int d) {
    double[] normal = new double[d];
    for (int k = 0; k < d; k++) {
      normal[k] = random.nextDouble(-1, 1);
    }
    List<LabeledRows> workers = new ArrayList<>();
    for (int worker = 0; worker < p; worker++) {
      LabeledRows own = random(random, worker, rows, d, 2);
      double[] labels = new double[rows];
      for (int i = 0; i < rows; i++) {
        double side = 0;
        for (int k = 0; k < d; k++) {
          side += normal[k] * own.points().coordinate(i, k);
        }
        labels[i] = side > 0 ? 1 : 0;
      }
      workers.add(own.withLabels(labels));
    }
    return workers;
  }

  static int[] all(LabeledRows rows) {
    int[] all = new int[rows.rows()];
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
    }
    return all;
  }
}
