package io.convoy.alone;

import io.convoy.Transport;
import io.convoy.TransportSolution;
import io.convoy.numerics.Kernels;
import io.convoy.transport.exact.ExactTransport;
import java.util.Arrays;
import java.util.SplittableRandom;

/** What a user's program may do with core and nothing else. */
final class Program {

  private Program() {}

  public static void main(String[] args) {
    System.out.println("kernels " + Kernels.best().description());
    System.out.println("bits " + bits());
    try {
      System.out.println("exact " + ExactTransport.assignment(2, (i, j) -> i == j ? 0 : 1).value());
    } catch (UnsupportedOperationException missing) {
      System.out.println(missing.getMessage());
    }
  }

  /** Returns the bits of a solution, which every JVM must have. */
  static int bits() {
    SplittableRandom random = new SplittableRandom(1);
    double[][] x = new double[300][];
    double[][] y = new double[200][];
    Arrays.setAll(x, i -> random.doubles(3).toArray());
    Arrays.setAll(y, i -> random.doubles(3, 0.5, 1.5).toArray());
    TransportSolution solution = Transport.between(x, y).threads(2).solve();
    return Arrays.deepHashCode(
        new Object[] {
          solution.cost(),
          solution.divergence(),
          solution.sourcePotentials(),
          solution.targetPotentials(),
          solution.plan(3).toArray(),
          solution.map(x)
        });
  }
}
