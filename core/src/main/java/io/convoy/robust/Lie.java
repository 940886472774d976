package io.convoy.robust;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.Visit;
import io.convoy.random.SeedStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Replaces the vectors of liars by one that they agree on: {@code a mean + b deviation} of the
 * honest ones per coordinate, plus noise, or the copy of an honest one.
 */
final class Lie implements Visit<PointBlock, Lie.Told, PointBlock> {

  private static final long serialVersionUID = 1L;

  /**
   * What they say.
   *
   * @param honest rows of the others, ascending
   * @param mean times their mean
   * @param deviation times their deviation, of a sample ({@code n - 1})
   * @param noise deviation of independent normal noise, each liar's its own
   * @param copied the row that is copied instead, -1 for none
   * @param seeds of the noise
   * @param step other steps, other noise
   */
  record Told(
      int[] honest,
      double mean,
      double deviation,
      double noise,
      int copied,
      SeedStream seeds,
      long step)
      implements Serializable {}

  @Override
  public PointBlock visit(Told told, PointBlock block) {
    int rows = block.rows();
    int d = block.dimension();
    boolean[] lies = new boolean[rows];
    Arrays.fill(lies, true);
    for (int i : told.honest()) {
      lies[i] = false;
    }
    double[] mean = mean(told.honest(), block);
    double[] deviation =
        told.deviation() == 0 ? new double[d] : deviation(told.honest(), mean, block);
    double[] values = new double[rows * d];
    double[] row = new double[d];
    for (int i = 0; i < rows; i++) {
      SplittableRandom random =
          told.seeds().at(told.step(), (long) block.index() * rows + i); // one per liar and block
      block.read(lies[i] && told.copied() >= 0 ? told.copied() : i, 0, d, row);
      for (int k = 0; k < d; k++) {
        values[i * d + k] =
            !lies[i] || told.copied() >= 0
                ? row[k]
                : told.mean() * mean[k]
                    + told.deviation() * deviation[k]
                    + (told.noise() == 0 ? 0 : told.noise() * random.nextGaussian());
      }
    }
    return PointBlock.of(block.index(), d, values, new double[rows]);
  }

  private static double[] mean(int[] honest, PointBlock block) {
    double[] mean = new double[block.dimension()];
    for (int i : honest) {
      for (int k = 0; k < mean.length; k++) {
        mean[k] += block.coordinate(i, k) / honest.length;
      }
    }
    return mean;
  }

  private static double[] deviation(int[] honest, double[] mean, PointBlock block) {
    double[] deviation = new double[mean.length];
    for (int i : honest) {
      for (int k = 0; k < mean.length; k++) {
        double from = block.coordinate(i, k) - mean[k];
        deviation[k] += from * from;
      }
    }
    for (int k = 0; k < mean.length; k++) {
      deviation[k] = honest.length < 2 ? 0 : Math.sqrt(deviation[k] / (honest.length - 1));
    }
    return deviation;
  }

  /** The mean, and the deviation, of the honest rows, as two rows after all others. */
  static final class Described implements Visit<PointBlock, int[], PointBlock> {

    private static final long serialVersionUID = 1L;

    @Override
    public PointBlock visit(int[] honest, PointBlock block) {
      int d = block.dimension();
      int rows = block.rows();
      double[] values = new double[(rows + 2) * d];
      double[] row = new double[d];
      for (int i = 0; i < rows; i++) {
        block.read(i, 0, d, row);
        System.arraycopy(row, 0, values, i * d, d);
      }
      double[] mean = mean(honest, block);
      System.arraycopy(mean, 0, values, rows * d, d);
      System.arraycopy(deviation(honest, mean, block), 0, values, (rows + 1) * d, d);
      return PointBlock.of(block.index(), d, values, new double[rows + 2]);
    }
  }
}
