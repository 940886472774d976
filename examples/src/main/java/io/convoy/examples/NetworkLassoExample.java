package io.convoy.examples;

import io.convoy.NetworkLasso;
import io.convoy.NetworkModels;
import java.util.Arrays;

/** One model per node of a graph, and which nodes share one. */
public final class NetworkLassoExample {

  private NetworkLassoExample() {}

  public static void main(String[] args) {
    double[][] rows = {{1}, {2}, {3}};
    double[][][] features = {rows, rows, rows, rows};
    double[][] labels = {{2, 4, 6}, {2.1, 4, 5.9}, {-1, -2, -3}, {-1.1, -2, -2.9}};
    int[][] edges = {{0, 1}, {1, 2}, {2, 3}};
    NetworkModels models = NetworkLasso.on(features, labels).edges(edges).lambda(0.5).solve();
    System.out.println("clusters " + Arrays.toString(models.clusters()));
    System.out.println("slope and intercept " + Arrays.toString(models.models()[0]));
  }
}
