package io.convoy.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.convoy.geometry.PointBlock;
import io.convoy.geometry.Precision;
import io.convoy.transport.Epsilon;
import io.convoy.transport.SolverSettings;
import io.convoy.transport.exact.ExactTransport;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MixtureTransportTest {

  private static final SolverSettings SHARP =
      SolverSettings.defaults().withAccuracy(1e-10, Precision.DOUBLE);

  private static PointBlock cloud(long seed, int rows, double x) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] points = new double[2 * rows];
    double[] weights = new double[rows];
    for (int i = 0; i < rows; i++) {
      points[2 * i] = x + random.nextDouble();
      points[2 * i + 1] = random.nextDouble();
      weights[i] = 0.5 + random.nextDouble();
    }
    return PointBlock.of(0, 2, points, weights);
  }

  private static MixtureTransport transport(long seed, SolverSettings settings) {
    return MixtureTransport.of(
        List.of(cloud(seed, 12, 0), cloud(seed + 1, 15, 1), cloud(seed + 2, 9, 3)),
        cloud(seed + 3, 20, 0.7),
        settings);
  }

  /** Along the directions in which one share grows and the others give way in proportion. */
  @Property(tries = 15)
  void calibratedPotentialsAreSlopesOfTheCost(@ForAll long seed) {
    MixtureTransport transport = transport(seed, SHARP);
    double[] at = {0.5, 0.3, 0.2};
    double[] slopes = Simplex.calibrated(at, transport.at(at).potentials());
    for (int i = 0; i < 3; i++) {
      double more = transport.at(towards(at, i, 1e-4)).value();
      double less = transport.at(towards(at, i, -1e-4)).value();
      assertThat(slopes[i]).isCloseTo((more - less) / 2e-4, within(1e-5));
    }
  }

  private static double[] towards(double[] shares, int grows, double by) {
    double[] moved = shares.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += i == grows ? by : -by * shares[i] / (1 - shares[grows]);
    }
    return moved;
  }

  @Property(tries = 15)
  void theCostIsConvexAndItsGradientSupportsIt(@ForAll long seed) {
    MixtureTransport transport = transport(seed, SHARP);
    double[] at = {0.6, 0.2, 0.2};
    MixtureTransport.Cost here = transport.at(at);
    for (double[] other : new double[][] {{1, 0, 0}, {0, 0, 1}, {0.1, 0.9, 0}}) {
      double tangent = here.value();
      for (int i = 0; i < 3; i++) {
        tangent += here.potentials()[i] * (other[i] - at[i]);
      }
      assertThat(transport.at(other).value()).isGreaterThanOrEqualTo(tangent - 1e-8);
    }
  }

  /** The entropic value exceeds the unregularised one by at most epsilon times an entropy. */
  @Property(tries = 10)
  void smallEpsilonsGiveTheUnregularisedCost(@ForAll long seed) {
    MixtureTransport transport =
        transport(seed, SHARP.withEpsilon(new Epsilon(0.005, Epsilon.Unit.DEVIATION)));
    PointBlock[] sources = {cloud(seed, 12, 0), cloud(seed + 1, 15, 1)};
    PointBlock target = cloud(seed + 3, 20, 0.7);
    double[] masses = new double[27];
    for (int i = 0; i < 27; i++) {
      PointBlock from = sources[i < 12 ? 0 : 1];
      double sum = 0;
      for (double weight : from.weights()) {
        sum += weight;
      }
      masses[i] = (i < 12 ? 0.25 : 0.75) * from.weight(i < 12 ? i : i - 12) / sum;
    }
    double sum = 0;
    for (double weight : target.weights()) {
      sum += weight;
    }
    double[] b = target.weights().clone();
    for (int j = 0; j < b.length; j++) {
      b[j] /= sum;
    }
    double exact =
        ExactTransport.solve(
                masses,
                b,
                (i, j) -> {
                  PointBlock from = sources[i < 12 ? 0 : 1];
                  double x = from.coordinate(i < 12 ? i : i - 12, 0) - target.coordinate(j, 0);
                  double y = from.coordinate(i < 12 ? i : i - 12, 1) - target.coordinate(j, 1);
                  return x * x + y * y;
                })
            .value();
    double value = transport.at(new double[] {0.25, 0.75, 0}).value();
    assertThat(value).isBetween(exact - 1e-9, exact + transport.epsilon() * Math.log(27 * 20));
  }

  @Test
  void whatAreNoSharesIsRefused() {
    MixtureTransport transport = transport(1, SHARP);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> transport.at(new double[] {0.5, 0.2, 0.2}))
        .withMessageStartingWith("there must be 3 shares >= 0 that sum to 1");
  }
}
