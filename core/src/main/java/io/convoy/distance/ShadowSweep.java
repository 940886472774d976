package io.convoy.distance;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.Sweep;
import java.util.Arrays;

/** Sorts rows along directions: every block by itself, then block by block merged. */
record ShadowSweep() implements Sweep<PointBlock, Directions, SortedShadows> {

  @Override
  public SortedShadows visit(Directions directions, PointBlock block) {
    int n = block.rows();
    int d = directions.dimension();
    double[][] places = new double[directions.count()][n];
    double[][] weights = new double[directions.count()][n];
    double[] x = new double[d];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < d; k++) {
        x[k] = block.coordinate(i, k);
      }
      for (int r = 0; r < places.length; r++) {
        double place = 0;
        for (int k = 0; k < d; k++) {
          place += directions.unit()[r * d + k] * x[k];
        }
        places[r][i] = place;
      }
    }
    for (int r = 0; r < places.length; r++) {
      sort(places[r], weights[r], block);
    }
    return new SortedShadows(places, weights);
  }

  private static void sort(double[] places, double[] weights, PointBlock block) {
    Integer[] order = new Integer[places.length];
    Arrays.setAll(order, i -> i);
    double[] unsorted = places.clone();
    Arrays.sort(order, (i, j) -> Double.compare(unsorted[i], unsorted[j]));
    for (int at = 0; at < places.length; at++) {
      places[at] = unsorted[order[at]];
      weights[at] = block.weight(order[at]);
    }
  }

  @Override
  public SortedShadows merge(SortedShadows left, SortedShadows right) {
    return left.with(right);
  }
}
