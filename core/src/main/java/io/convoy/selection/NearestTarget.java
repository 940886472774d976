package io.convoy.selection;

import io.convoy.geometry.NearTile;
import io.convoy.geometry.PointBlock;
import java.util.Arrays;

/**
 * How far rows are from the target nearest to them: the tile kernels rule out targets in float, up
 * to what rounding may do, and those left are measured in double.
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
      return costs;
    }
    Arrays.fill(costs, Double.POSITIVE_INFINITY);
    NearTile tile = new NearTile(targets.cloud());
    float[] zeros = new float[tile.padded()];
    int[] near = new int[tile.step()];
    int count;
    for (int from = 0; from < costs.length; from += count) {
      count = tile.load(features, from);
      for (int begin = 0; begin < tile.padded(); begin += tile.step()) {
        int width = Math.min(tile.step(), tile.padded() - begin);
        tile.compute(begin);
        for (int r = 0; r < count; r++) {
          int found = tile.nearest(r, zeros, begin, width, near);
          for (int f = 0; f < found; f++) {
            double cost = targets.cost(features, from + r, 0, targets.cloud().columnAt(near[f]));
            costs[from + r] = Math.min(costs[from + r], cost);
          }
        }
      }
    }
    return costs;
  }
}
