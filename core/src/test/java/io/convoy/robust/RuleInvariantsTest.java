package io.convoy.robust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.convoy.robust.CoordinateRule.MeanAroundMedian;
import io.convoy.robust.CoordinateRule.Median;
import io.convoy.robust.CoordinateRule.Phocas;
import io.convoy.robust.CoordinateRule.TrimmedMean;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/** What holds of rules whatever the vectors, as the literature promises it. */
class RuleInvariantsTest {

  private static final int P = 9;
  private static final int F = 2;
  private static final int N = 23;

  private static final List<RobustRule> EQUIVARIANT =
      List.of(
          new Means.Average(),
          new CoordinateWise(new Median()),
          new CoordinateWise(new TrimmedMean(F)),
          new CoordinateWise(new MeanAroundMedian(P - F)),
          new CoordinateWise(new Phocas(F)),
          Krum.one(F),
          Krum.multi(F),
          new Subsets(F, Subsets.Spread.DIAMETER),
          new Subsets(F, Subsets.Spread.VARIANCE),
          new CovarianceFilter(F),
          Centres.GeometricMedian.exact(),
          new Mixed(new PreAggregator.NearestNeighbours(F), new CoordinateWise(new TrimmedMean(F))),
          new Mixed(new PreAggregator.NearestNeighbours(F), Krum.multi(F)));

  private static final List<RobustRule> OTHERS =
      List.of(
          new Means.NormalizedMean(),
          new Means.Shortest(F),
          new Centres.CenteredClipping(1, 3),
          new Flag(Flag.Form.PAPER, 5, 3, 0),
          new Flag(Flag.Form.PAPER, 4, 3, 2),
          new Flag(Flag.Form.CODE, 5, 1, 0),
          new Flag(Flag.Form.CODE, 5, 3, 8),
          new Mixed(new PreAggregator.Clipping(2), new CoordinateWise(new Median())),
          new Mixed(new PreAggregator.AdaptiveClipping(F), Krum.multi(F)));

  @Provide
  Arbitrary<RobustRule> equivariant() {
    return Arbitraries.of(EQUIVARIANT);
  }

  @Provide
  Arbitrary<RobustRule> all() {
    return Arbitraries.of(
        java.util.stream.Stream.concat(EQUIVARIANT.stream(), OTHERS.stream()).toList());
  }

  @Property(tries = 200)
  void theOrderOfVectorsDoesNotMatter(@ForAll("all") RobustRule rule, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = Dense.random(random, P, N, 0.5);
    double[] expected = Dense.aggregate(rule, rows);
    for (int i = P - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      double[] row = rows[i];
      rows[i] = rows[j];
      rows[j] = row;
    }
    assertClose(Dense.aggregate(rule, rows), expected, 1e-8);
  }

  @Property(tries = 200)
  void whatIsAddedToAllIsAddedToTheAggregate(
      @ForAll("equivariant") RobustRule rule, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = Dense.random(random, P, N, 0);
    double[] shift = random.doubles(N, -3, 3).toArray();
    double[] expected = Dense.aggregate(rule, rows);
    for (double[] row : rows) {
      Arrays.setAll(row, k -> row[k] + shift[k]);
    }
    Arrays.setAll(expected, k -> expected[k] + shift[k]);
    assertClose(Dense.aggregate(rule, rows), expected, 1e-8);
  }

  @Property(tries = 200)
  void whatMultipliesAllMultipliesTheAggregate(
      @ForAll("equivariant") RobustRule rule, @ForAll long seed) {
    double[][] rows = Dense.random(new SplittableRandom(seed), P, N, 0);
    double[] expected = Dense.aggregate(rule, rows);
    for (double[] row : rows) {
      Arrays.setAll(row, k -> 7 * row[k]);
    }
    Arrays.setAll(expected, k -> 7 * expected[k]);
    assertClose(Dense.aggregate(rule, rows), expected, 1e-7);
  }

  /** All honest vectors are one: liars, however far off, must not move the answer from it. */
  @Property(tries = 200)
  void equalHonestVectorsWin(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = Dense.random(random, P, N, 0);
    for (int i = F; i < P; i++) {
      rows[i] = rows[P - 1];
    }
    for (int i = 0; i < F; i++) {
      double scale = Math.pow(10, random.nextDouble(-2, 6));
      double[] row = rows[i];
      Arrays.setAll(row, k -> scale * row[k]);
    }
    for (RobustRule rule :
        List.of(
            new CoordinateWise(new Median()),
            new CoordinateWise(new TrimmedMean(F)),
            new CoordinateWise(new MeanAroundMedian(P - F)),
            new CoordinateWise(new Phocas(F)),
            Krum.one(F),
            Krum.multi(F),
            new Subsets(F, Subsets.Spread.DIAMETER),
            new Subsets(F, Subsets.Spread.VARIANCE),
            new Mixed(
                new PreAggregator.NearestNeighbours(F), new CoordinateWise(new TrimmedMean(F))),
            new Mixed(new PreAggregator.NearestNeighbours(F), Krum.multi(F)))) {
      assertClose(Dense.aggregate(rule, rows), rows[P - 1], 1e-6);
    }
  }

  /**
   * With a finite kappa, {@code ||F - mean_S||^2 <= kappa / |S| sum_S ||x_i - mean_S||^2} for every
   * S of {@code p - f}; for the trimmed mean kappa is at most {@code 6 f/(p - 2f) (1 + f/(p - 2f))}
   * (Allouah et al., arXiv 2302.01772), and after neighbour mixing {@code 8 f/(p - f) (kappa + 1)}.
   */
  @Property(tries = 60)
  void theTrimmedMeanKeepsItsBoundUnderAnyLiars(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = Dense.random(random, P, N, 0);
    for (int i = 0; i < F; i++) {
      double scale = Math.pow(10, random.nextDouble(-1, 4));
      double[] row = rows[i];
      Arrays.setAll(row, k -> scale * (row[k] + 1));
    }
    double share = F / (double) (P - 2 * F);
    double kappa = 6 * share * (1 + share);
    assertBound(new CoordinateWise(new TrimmedMean(F)), rows, kappa);
    assertBound(
        new Mixed(new PreAggregator.NearestNeighbours(F), new CoordinateWise(new TrimmedMean(F))),
        rows,
        8.0 * F / (P - F) * (kappa + 1));
  }

  private static void assertBound(RobustRule rule, double[][] rows, double kappa) {
    double[] mean = new double[N];
    for (int i = F; i < P; i++) {
      for (int k = 0; k < N; k++) {
        mean[k] += rows[i][k] / (P - F);
      }
    }
    double spread = 0;
    for (int i = F; i < P; i++) {
      spread += square(rows[i], mean) / (P - F);
    }
    assertThat(square(Dense.aggregate(rule, rows), mean)).isLessThanOrEqualTo(kappa * spread);
  }

  @Property(tries = 100)
  void blocksAndAReferenceDoNotChangeTheAnswer(@ForAll("all") RobustRule rule, @ForAll long seed) {
    if (rule instanceof Centres.CenteredClipping) {
      return; // it begins at the reference
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = Dense.random(random, P, N, 2);
    double[] expected = Dense.aggregate(rule, rows);
    double[] reference = random.doubles(N, 1, 3).toArray();
    for (int width : new int[] {1, 5, 23}) {
      assertClose(
          Dense.aggregate(rule, rows, width, new Reference(reference, width)), expected, 1e-8);
    }
  }

  /** Without a reference near them, vectors this far from 0 have no distances left. */
  @Property(tries = 20)
  void aReferenceSavesDistancesOfVectorsFarFromTheOrigin(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = Dense.random(random, P, N, 0);
    double[] expected = Dense.aggregate(Krum.multi(F), rows);
    double far = 1 << 28;
    double[] reference = new double[N];
    Arrays.fill(reference, far);
    for (double[] row : rows) {
      Arrays.setAll(row, k -> row[k] + far);
    }
    double[] found = Dense.aggregate(Krum.multi(F), rows, N, new Reference(reference, N));
    Arrays.setAll(expected, k -> expected[k] + far);
    assertClose(found, expected, 1e-6);
  }

  /** The weighted columns written out, pairs and all, and their singular vectors. */
  @Property(tries = 60)
  void flagOnProductsIsFlagOnVectors(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] rows = Dense.random(random, P, N, 0.7);
    for (Flag flag :
        List.of(
            new Flag(Flag.Form.PAPER, 4, 1, 0),
            new Flag(Flag.Form.PAPER, 4, 2, 3),
            new Flag(Flag.Form.CODE, 3, 2, 0),
            new Flag(Flag.Form.CODE, 3, 2, 40))) {
      assertClose(Dense.aggregate(flag, rows), dense(flag, rows), 1e-10);
    }
  }

  private static double[] dense(Flag flag, double[][] rows) {
    RealMatrix y = null;
    boolean paper = flag.form() == Flag.Form.PAPER;
    for (int step = 0; step < flag.iterations(); step++) {
      java.util.ArrayList<double[]> columns = new java.util.ArrayList<>();
      for (double[] row : rows) {
        double[] x = scaled(row, 1 / Math.sqrt(square(row, new double[N])));
        double weight = Math.pow(Math.abs(1 - captured(y, x)) + 1e-7, -0.25);
        columns.add(scaled(x, weight));
      }
      for (int i = 0; flag.lambda() > 0 && i < P; i++) {
        for (int j = 0; j < P; j++) {
          if (i != j) {
            double[] pair = new double[N];
            double own = paper ? 1 : 1 / Math.sqrt(square(rows[i], new double[N]));
            double other = paper ? 1 : 1 / Math.sqrt(square(rows[j], new double[N]));
            for (int k = 0; k < N; k++) {
              pair[k] = own * rows[i][k] - other * rows[j][k];
            }
            double length = square(pair, new double[N]);
            double ratio = captured(y, pair) / (paper ? length : 1);
            double weight = Math.pow(Math.abs(1 - ratio) + 1e-7, -0.25);
            columns.add(
                scaled(
                    pair,
                    paper
                        ? weight * Math.sqrt(flag.lambda() / (P - 1) / length)
                        : weight * flag.lambda() / (P * (P - 1.0))));
          }
        }
      }
      RealMatrix a = new Array2DRowRealMatrix(columns.toArray(new double[0][]), false).transpose();
      SingularValueDecomposition svd = new SingularValueDecomposition(a);
      y = svd.getU().getSubMatrix(0, N - 1, 0, flag.subspace() - 1);
    }
    double[] sum = new double[N];
    for (double[] row : rows) {
      double scale = paper ? 1 : 1 / Math.sqrt(square(row, new double[N]));
      for (int k = 0; k < N; k++) {
        sum[k] += scale * row[k];
      }
    }
    double[] projected = y.operate(y.transpose().operate(sum));
    return scaled(projected, 1.0 / (paper ? P : flag.subspace()));
  }

  private static double captured(RealMatrix y, double[] x) {
    if (y == null) {
      return 0;
    }
    double[] inside = y.transpose().operate(x);
    return square(inside, new double[inside.length]);
  }

  private static double[] scaled(double[] x, double by) {
    return Arrays.stream(x).map(value -> by * value).toArray();
  }

  private static double square(double[] x, double[] y) {
    double sum = 0;
    for (int k = 0; k < x.length; k++) {
      sum += (x[k] - y[k]) * (x[k] - y[k]);
    }
    return sum;
  }

  private static void assertClose(double[] found, double[] expected, double error) {
    double size = 1 + Math.sqrt(square(expected, new double[expected.length]));
    for (int k = 0; k < expected.length; k++) {
      assertThat(found[k]).isCloseTo(expected[k], within(error * size));
    }
  }
}
