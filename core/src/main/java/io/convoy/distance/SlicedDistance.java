package io.convoy.distance;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.SweepRunner;
import java.util.ArrayList;
import java.util.List;

/**
 * The sliced Wasserstein distance: transport along random lines, where it is a matter of sorting
 * (Bonneel, Rabin, Peyre and Pfister, "Sliced and Radon Wasserstein barycenters of measures", JMIV
 * 51, 2015). In one dimension it is the distance itself.
 *
 * <p>Every sweep sorts some directions' projections, which come to the driver: 16 bytes per row and
 * direction. Time {@code L n (d + log n)} for {@code L} directions, spread over the blocks but for
 * the last merges.
 *
 * @param order p, {@code >= 1}: distances are taken to this power
 * @param seed of the directions
 * @param directions how many, {@code >= 1}
 */
public record SlicedDistance(double order, long seed, int directions) {

  /** What a row takes on the driver per direction. */
  public static final long ROW_BYTES = 2 * Double.BYTES;

  /** The largest table: an array holds one direction of it. */
  public static final long MOST_ROWS = 1L << 28;

  public SlicedDistance {
    if (!(order >= 1) || order == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException("order must be >= 1 and finite, got " + order);
    }
    if (directions < 1) {
      throw new IllegalArgumentException("projections must be >= 1, got " + directions);
    }
  }

  /**
   * Transport along one direction.
   *
   * @param direction a unit vector
   * @param cost the least mean of {@code |x - y|^p} of the projections
   */
  public record Slice(double[] direction, double cost) {}

  /**
   * Returns what transport costs along every direction; one direction is all there is on the line.
   *
   * @param source rows whose weights sum to 1
   * @param target rows of the same dimension whose weights sum to 1
   * @param rows the number of rows of the larger table
   * @param room about the bytes that one sweep may bring to the driver; a direction always may
   */
  public List<Slice> slices(
      SweepRunner<PointBlock> source,
      SweepRunner<PointBlock> target,
      int dimension,
      long rows,
      long room) {
    if (rows > MOST_ROWS) {
      throw new IllegalArgumentException(
          "sorting is for at most " + MOST_ROWS + " rows, got " + rows);
    }
    int all = dimension == 1 ? 1 : directions;
    int atOnce = (int) Math.max(1, Math.min(all, room / (ROW_BYTES * rows)));
    List<Slice> slices = new ArrayList<>();
    for (int first = 0; first < all; first += atOnce) {
      Directions some = Directions.of(seed, dimension, first, Math.min(atOnce, all - first));
      String label = "directions " + first + " to " + (first + some.count() - 1);
      SortedShadows from = source.run("source, " + label, new ShadowSweep(), some);
      SortedShadows to = target.run("target, " + label, new ShadowSweep(), some);
      for (int r = 0; r < some.count(); r++) {
        slices.add(
            new Slice(
                some.unit(r),
                LineTransport.cost(
                    from.places(r), from.weights(r), to.places(r), to.weights(r), order)));
      }
    }
    return slices;
  }

  /** Returns the mean cost of the slices: the sliced distance to the power p. */
  public static double mean(List<Slice> slices) {
    return slices.stream().mapToDouble(Slice::cost).average().orElseThrow();
  }

  /** Returns the standard error of {@link #mean} as an estimate over all directions. */
  public static double standardError(List<Slice> slices) {
    double mean = mean(slices);
    double squares =
        slices.stream().mapToDouble(slice -> (slice.cost() - mean) * (slice.cost() - mean)).sum();
    int n = slices.size();
    return n > 1 ? Math.sqrt(squares / (n - 1) / n) : 0;
  }
}
