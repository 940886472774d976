package io.convoy.selection;

import io.convoy.geometry.NearTile;
import io.convoy.geometry.PointBlock;
import java.util.Arrays;

/**
 * Which target is nearest to a row, and how far: the tile kernels rule out targets in float, up to
 * what rounding may do, and those left are measured in double.
 */
public final class NearestTarget {

  private NearestTarget() {}

  /** Returns the least cost of every row of a block. */
  public static double[] costs(Targets targets, Lead lead, PointBlock rows) {
    PointBlock features = lead.features(rows);
    double[] costs = new double[rows.rows()];
    if (targets.hasLabelCost()) {
      // features alone do not tell which target is the nearest
      Arrays.setAll(
          costs,
          i -> Arrays.stream(targets.costs(features, i, lead.label(rows, i))).min().orElseThrow());
    } else {
      int[] nearest = of(targets, features);
      Arrays.setAll(costs, i -> targets.cost(features, i, 0, nearest[i]));
    }
    return costs;
  }

  /** Returns the target of the least cost of every row of a block, of equal costs the first. */
  public static int[] of(Targets targets, Lead lead, PointBlock rows) {
    PointBlock features = lead.features(rows);
    if (!targets.hasLabelCost()) {
      return of(targets, features);
    }
    int[] nearest = new int[rows.rows()];
    for (int i = 0; i < nearest.length; i++) {
      double[] costs = targets.costs(features, i, lead.label(rows, i));
      for (int j = 0; j < costs.length; j++) {
        nearest[i] = costs[j] < costs[nearest[i]] ? j : nearest[i];
      }
    }
    return nearest;
  }

  /** Returns the target whose features are nearest to every row's, of equal ones the first. */
  public static int[] of(Targets targets, PointBlock features) {
    double[] least = new double[features.rows()];
    int[] nearest = new int[least.length];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    NearTile tile = new NearTile(targets.cloud());
    float[] zeros = new float[tile.padded()];
    int[] near = new int[tile.step()];
    int count;
    for (int from = 0; from < least.length; from += count) {
      count = tile.load(features, from);
      for (int begin = 0; begin < tile.padded(); begin += tile.step()) {
        int width = Math.min(tile.step(), tile.padded() - begin);
        tile.compute(begin);
        for (int r = 0; r < count; r++) {
          int row = from + r;
          int found = tile.nearest(r, zeros, begin, width, near);
          for (int f = 0; f < found; f++) {
            int j = targets.cloud().columnAt(near[f]);
            double cost = targets.squaredDistance(features, row, j);
            if (cost < least[row] || (cost == least[row] && j < nearest[row])) {
              least[row] = cost;
              nearest[row] = j;
            }
          }
        }
      }
    }
    return nearest;
  }
}
