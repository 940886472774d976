package io.convoy.semidiscrete;

import io.convoy.geometry.PointBlock;
import io.convoy.geometry.PointCloud;
import io.convoy.iterate.Shared;
import io.convoy.iterate.Visit;
import io.convoy.random.SeedStream;

/** Number, sum and sum of squares of the costs between some samples of a piece and some sites. */
record CostScale<B>(Samples<B> samples, Shared<PointCloud> sites, SeedStream seeds)
    implements Visit<B, Long, double[]> {

  private static final int SAMPLES = 16;
  private static final int SITES = 256;

  @Override
  public double[] visit(Long round, B piece) {
    PointCloud cloud = sites.value();
    PointBlock targets = cloud.points();
    PointBlock drawn = samples.draw(piece, seeds.at(round, samples.index(piece)), SAMPLES);
    int count = Math.min(SITES, targets.rows());
    double[] x = new double[drawn.dimension()];
    double[] y = new double[targets.dimension()];
    double[] moments = new double[3];
    for (int i = 0; i < SAMPLES; i++) {
      read(drawn, i, x);
      for (int s = 0; s < count; s++) {
        read(targets, (int) ((long) s * targets.rows() / count), y);
        double c = cloud.cost().between(x, y);
        moments[0]++;
        moments[1] += c;
        moments[2] += c * c;
      }
    }
    return moments;
  }

  private static void read(PointBlock block, int row, double[] to) {
    for (int k = 0; k < to.length; k++) {
      to[k] = block.coordinate(row, k);
    }
  }
}
