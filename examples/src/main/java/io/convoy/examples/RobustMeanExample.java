package io.convoy.examples;

import io.convoy.RobustAggregate;
import io.convoy.RobustMean;
import java.util.Arrays;

/** The mean of gradients of which one lies. */
public final class RobustMeanExample {

  private RobustMeanExample() {}

  public static void main(String[] args) {
    double[][] gradients = {{1, 2}, {1.1, 2}, {0.9, 2.1}, {1, 1.9}, {1e6, -1e6}};
    RobustAggregate mean = RobustMean.of(gradients).byzantine(1).rule("multi-krum").aggregate();
    System.out.println("mean " + Arrays.toString(mean.aggregate()));
    System.out.println("rejected " + Arrays.toString(mean.rejected()));
  }
}
