package io.convoy.examples;

import io.convoy.Transport;
import io.convoy.TransportSolution;
import java.util.Arrays;

/** Optimal transport between two sets of points in memory. */
public final class TransportExample {

  private TransportExample() {}

  public static void main(String[] args) {
    double[][] x = {{0, 0}, {1, 0}, {0, 1}};
    double[][] y = {{2, 1}, {3, 1}, {2, 2}};
    TransportSolution solution = Transport.between(x, y).epsilon("0.05std").solve();
    System.out.println("cost " + solution.cost());
    System.out.println("from " + solution.exactLower() + " to " + solution.exactUpper());
    System.out.println("the first row goes to " + Arrays.toString(solution.map(x)[0]));
  }
}
