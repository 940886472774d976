package io.convoy.robust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.convoy.robust.CoordinateRule.MeanAroundMedian;
import io.convoy.robust.CoordinateRule.Median;
import io.convoy.robust.CoordinateRule.Phocas;
import io.convoy.robust.CoordinateRule.TrimmedMean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Seven vectors, two of them far off; values of other implementations, to their last digit. */
class GoldenRulesTest {

  private static final double[][] X = {
    {1, 2, 0}, {2, 1, 0}, {1, 1, 1}, {2, 2, 1}, {0, 1, 2}, {10, -10, 10}, {9, -10, 11}
  };

  private static Stream<Arguments> golden() {
    double[] honest = {1.2, 1.4, 0.8};
    return Stream.of(
        Arguments.of(new Means.Average(), new double[] {3.571429, -1.857143, 3.571429}),
        Arguments.of(new CoordinateWise(new Median()), new double[] {2, 1, 1}),
        Arguments.of(new CoordinateWise(new TrimmedMean(2)), new double[] {1.666667, 1, 1.333333}),
        Arguments.of(
            new Centres.GeometricMedian(0.1, 3, 0, true),
            new double[] {1.412245, 1.034301, 1.055573}),
        Arguments.of(Centres.GeometricMedian.exact(), new double[] {1.361434, 1.039788, 1.040625}),
        Arguments.of(Krum.one(2), new double[] {1, 1, 1}),
        Arguments.of(new Krum(2, 1, Krum.Neighbours.PAPER), new double[] {1, 2, 0}),
        Arguments.of(Krum.multi(2), honest),
        Arguments.of(new Subsets(2, Subsets.Spread.DIAMETER), honest),
        Arguments.of(new Means.NearestTo(0, 2), honest),
        Arguments.of(new CoordinateWise(new MeanAroundMedian(5)), honest),
        Arguments.of(new Subsets(2, Subsets.Spread.VARIANCE), honest),
        Arguments.of(new CoordinateWise(new Phocas(2)), honest),
        Arguments.of(new Means.Shortest(2), honest),
        Arguments.of(
            new Centres.CenteredClipping(1, 1), new double[] {0.525843, 0.268584, 0.430777}),
        Arguments.of(
            new Centres.CenteredClipping(1, 3), new double[] {1.216633, 0.764343, 0.947391}),
        Arguments.of(new CovarianceFilter(2), new double[] {1.403580, 1.489509, 0.618954}),
        Arguments.of(
            new Flag(Flag.Form.CODE, 4, 1, 0), new double[] {0.920225, 0.470021, 0.753860}),
        Arguments.of(
            new Flag(Flag.Form.CODE, 1, 1, 0), new double[] {3.384574, 2.784861, 2.377480}),
        Arguments.of(
            new Flag(Flag.Form.CODE, 2, 5, 0), new double[] {1.969754, 0.887454, 1.354092}));
  }

  @ParameterizedTest
  @MethodSource("golden")
  void everyRuleGivesTheKnownVector(RobustRule rule, double[] expected) {
    for (int width : new int[] {3, 2, 1}) {
      double[] found = Dense.aggregate(rule, X, width, Reference.none(width));
      for (int k = 0; k < 3; k++) {
        assertThat(found[k]).as(rule.toString()).isCloseTo(expected[k], within(6e-7));
      }
    }
  }

  @Test
  void neighbourMixingGivesTheKnownRows() {
    double[][] mix = new PreAggregator.NearestNeighbours(2).mix(Gram.of(X));
    for (int i = 0; i < 7; i++) {
      double[] expected = i < 5 ? new double[] {1.2, 1.4, 0.8} : new double[] {4.4, -3.4, 4.8};
      for (int k = 0; k < 3; k++) {
        double sum = 0;
        for (int j = 0; j < 7; j++) {
          sum += mix[i][j] * X[j][k];
        }
        assertThat(sum).isCloseTo(expected[k], within(1e-12));
      }
    }
  }

  @Test
  void adaptiveClippingShortensTheTwoLongest() {
    double[][] mix = new PreAggregator.AdaptiveClipping(2).mix(Gram.of(X));
    assertThat(mix[5][5] * 10).isCloseTo(1.732051, within(6e-7));
    assertThat(mix[6][6] * 9).isCloseTo(1.553675, within(6e-7));
    assertThat(mix[6][6] * 11).isCloseTo(1.898937, within(6e-7));
    for (int i = 0; i < 5; i++) {
      assertThat(mix[i][i]).isEqualTo(1);
    }
  }

  @Test
  void bulyanSelectsOnceOrAgainAndAgain() {
    double[][] rows = X.clone();
    rows[5] = new double[] {1, 1.5, 0.5};
    // 0, 0, 1/2, 1, 1: both pairs are as far from the middle, and count alike
    assertThat(Dense.aggregate(new Bulyan(1, false), rows)).containsExactly(1, 1.5, 0.5);
    assertThat(Dense.aggregate(new Bulyan(1, true), rows)).containsExactly(1, 1.5, 0.5);
  }

  /** Twelve along one axis and three along another: the minority is kept, so no bound can hold. */
  @Test
  void flagKeepsACoherentMinority() {
    double[][] rows = new double[15][3];
    for (int i = 0; i < 15; i++) {
      rows[i][i < 12 ? 0 : 1] = 1;
    }
    double[] found = Dense.aggregate(new Flag(Flag.Form.CODE, 8, 1, 0), rows);
    assertThat(found[0]).isCloseTo(1.5, within(1e-6));
    assertThat(found[1]).isCloseTo(0.375, within(1e-6));
    assertThat(found[2]).isZero();
  }

  @Test
  void namesAreParsedAndUnknownOnesNamed() {
    assertThat(RuleName.parse("nnm+trimmed-mean", 15, 3, 1))
        .isEqualTo(
            new Mixed(
                new PreAggregator.NearestNeighbours(3), new CoordinateWise(new TrimmedMean(3))));
    assertThatThrownBy(() -> RuleName.parse("nnm+best", 15, 3, 1))
        .hasMessageContaining("aggregator must be one of average, bulyan, caf")
        .hasMessageContaining("got 'nnm+best'");
    assertThatThrownBy(() -> Dense.aggregate(new Bulyan(2, true), X))
        .hasMessage("bulyan needs p >= 4 f + 3, got 7 vectors and f = 2");
    assertThatThrownBy(
            () -> new Subsets(15, Subsets.Spread.DIAMETER).plan(Gram.of(new double[40][1])))
        .hasMessageContaining("at most 200000");
  }
}
