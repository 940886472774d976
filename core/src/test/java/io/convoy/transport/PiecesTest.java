package io.convoy.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.convoy.geometry.GroundCost;
import io.convoy.geometry.Precision;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

/** The parts of a solve, each against its definition. */
class PiecesTest {

  @Property(tries = 30)
  void costMomentsAreThoseOfAllPairs(
      @ForAll long seed, @ForAll GroundCost cost, @ForAll @IntRange(min = 1, max = 70) int n) {
    Clouds rows = Clouds.random(seed, n, 3, 0.2);
    Clouds columns = Clouds.random(seed + 1, 19, 3, 5);
    double mean = 0;
    double square = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < 19; j++) {
        double c = cost.between(rows.points()[i], columns.points()[j]);
        double w = rows.weights()[i] * columns.weights()[j];
        mean += w * c;
        square += w * c * c;
        min = Math.min(min, c);
        max = Math.max(max, c);
      }
    }
    try (DualOracle oracle = Clouds.balanced(rows, columns, cost)) {
      double scale = Math.abs(mean);
      CostMoments pairs = CostMoments.ofPairs(oracle);
      assertThat(pairs.min()).isCloseTo(min, within(1e-12 * scale));
      assertThat(pairs.max()).isCloseTo(max, within(1e-12 * scale));
      CostMoments closed = CostMoments.of(oracle);
      assertThat(closed.min()).isLessThanOrEqualTo(min + 1e-12 * scale);
      assertThat(closed.max()).isGreaterThanOrEqualTo(max - 1e-12 * scale);
      if (!cost.equals(GroundCost.COSINE) && n > 19) {
        assertThat(closed.range()).isLessThan(4 * pairs.range());
      }
      for (CostMoments moments : List.of(pairs, closed)) {
        assertThat(moments.weight()).isCloseTo(1, within(1e-12));
        assertThat(moments.mean()).isCloseTo(mean, within(1e-12 * scale));
        assertThat(moments.squares()).isCloseTo(square - mean * mean, within(1e-11 * square));
      }
    }
  }

  @Property(tries = 30)
  void largestEntriesAndImagesAreThoseOfThePlan(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int largest) {
    GroundCost cost = GroundCost.SQUARED_EUCLIDEAN;
    Clouds rows = Clouds.random(seed, 11, 2, 0);
    Clouds columns = Clouds.random(seed + 1, 9, 2, 0.5);
    double[] g = Clouds.random(seed + 2, 9, 1, 0).weights();
    try (DualOracle oracle = Clouds.balanced(rows, columns, cost)) {
      PlanRows answer =
          oracle
              .rows()
              .collect(
                  "plan",
                  PlanRows.visit(oracle),
                  PlanRows.Query.potentials(g, 0.3).withLargest(largest).withImages())
              .get(0);
      double[][] plan = Clouds.plan(rows, columns, cost, answer.potentials(), g, 0.3);
      int kept = Math.min(largest, 9);
      assertThat(answer.largest()).isEqualTo(kept);
      for (int i = 0; i < 11; i++) {
        double[] row = plan[i];
        assertThat(Arrays.stream(row).sum()).isCloseTo(rows.weights()[i], within(1e-12));
        int[] order =
            IntStream.range(0, 9)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> -row[j]))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int k = 0; k < kept; k++) {
          assertThat(answer.columns()[i * kept + k]).isEqualTo(order[k]);
          assertThat(answer.masses()[i * kept + k]).isCloseTo(row[order[k]], within(1e-13));
        }
        for (int k = 0; k < 2; k++) {
          double image = 0;
          for (int j = 0; j < 9; j++) {
            image += row[j] * columns.points()[j][k] / rows.weights()[i];
          }
          assertThat(answer.images()[i * 2 + k]).isCloseTo(image, within(1e-12));
        }
      }
    }
  }

  @Property
  void momentumRecoversTheEigenvalueFromTheRateItCauses(
      @ForAll @DoubleRange(min = 0.3, max = 0.999) @Scale(3) double eigenvalue,
      @ForAll @DoubleRange(min = 0.05, max = 0.95) double share) {
    double used = eigenvalue * share;
    Momentum momentum =
        new Momentum(used, 0, new double[0], Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    // one mode of the linearised iteration, e+ = e - alpha (1 - eigenvalue) e + beta (e - e-)
    double before = 1;
    double error = 1;
    for (int i = 0; i < 400; i++) {
      double next =
          error - momentum.alpha() * (1 - eigenvalue) * error + momentum.beta() * (error - before);
      before = error;
      error = next;
      if (i >= 100) {
        momentum = momentum.observe(Math.abs(error), 0, 1);
        if (momentum.mu() != used) {
          break;
        }
      }
      if (Math.abs(error) < 1e-250) {
        return; // converged before a rate could settle
      }
    }
    assertThat(momentum.mu()).isCloseTo(eigenvalue, within(2e-3));
  }

  @Test
  void momentumIsDroppedWhenTheDualFallsOrTheErrorJumps() {
    Momentum moving = new Momentum(0.9, 3, new double[] {1, 0.9, 0.8}, 0.8, 5);
    assertThat(moving.observe(0.7, 5.1, 1e-9).mu()).isEqualTo(0.9);
    assertThat(moving.observe(0.7, 4.9, 1e-9).mu()).isZero();
    assertThat(moving.observe(3.3, 5.1, 1e-9).mu()).isZero();
  }

  @Property
  void annealingDescendsToItsTarget(
      @ForAll @DoubleRange(min = 1e-6, max = 10) @Scale(6) double target,
      @ForAll @DoubleRange(min = 0, max = 1000) double first) {
    Annealing annealing = Annealing.between(first, target);
    int level = 0;
    while (!annealing.isLast(level)) {
      assertThat(annealing.epsilon(level)).isGreaterThan(annealing.epsilon(level + 1));
      level++;
    }
    assertThat(annealing.epsilon(level)).isEqualTo(target);
    assertThat(annealing.epsilon(level + 1)).isEqualTo(target);
  }

  @Test
  void epsilonIsWrittenAsANumberOrAMultiple() {
    CostMoments cost = new CostMoments(1, 3, 4, 1, 9);
    assertThat(Epsilon.parse("0.5").in(cost)).isEqualTo(0.5);
    assertThat(Epsilon.parse("0.5std").in(cost)).isEqualTo(1);
    assertThat(Epsilon.parse(" 0.1Mean ").in(cost)).isCloseTo(0.3, within(1e-15));
    assertThat(Epsilon.ofBlur(0.05).in(cost)).isCloseTo(0.005, within(1e-15));
    assertThatThrownBy(() -> Epsilon.parse("0"))
        .hasMessage("epsilon must be > 0 and finite, got 0.0");
    assertThatThrownBy(() -> Epsilon.parse("-1std")).hasMessageContaining("> 0");
    assertThatThrownBy(() -> Epsilon.parse("NaN")).hasMessageContaining("> 0");
    assertThatThrownBy(() -> Epsilon.parse("small")).hasMessageContaining("0.05std");
    assertThatThrownBy(() -> new Epsilon(1, Epsilon.Unit.MEAN).in(new CostMoments(1, -3, 4, -9, 1)))
        .hasMessageContaining("mean > 0");
  }

  @Property
  void relaxedRulesAreTheConjugatesTheyClaim(
      @ForAll @DoubleRange(min = -3, max = 3) double s,
      @ForAll @DoubleRange(min = 0.1, max = 10) double rho,
      @ForAll @DoubleRange(min = 0.05, max = 3) double epsilon) {
    MarginalRule rule = new MarginalRule.Kl(rho);
    // h(s) = max over f of -phi*(-f) - epsilon (e^((f - s) / epsilon) - 1), by ternary search
    double low = -200;
    double high = 200;
    for (int i = 0; i < 300; i++) {
      double left = low + (high - low) / 3;
      double right = high - (high - low) / 3;
      if (dual(left, s, rho, epsilon) < dual(right, s, rho, epsilon)) {
        low = left;
      } else {
        high = right;
      }
    }
    double best = dual(low, s, rho, epsilon);
    assertThat(rule.rowValue(s, epsilon)).isCloseTo(best, within(1e-9 * (1 + Math.abs(best))));
    assertThat(rule.rowPotential(s, epsilon)).isCloseTo(low, within(1e-4));
    double step = 1e-6;
    double slope =
        (rule.rowValue(s + step, epsilon) - rule.rowValue(s - step, epsilon)) / (2 * step);
    assertThat(Math.exp(rule.rowLogFraction(s, epsilon)))
        .isCloseTo(slope, within(1e-5 * (1 + slope)));
  }

  private static double dual(double f, double s, double rho, double epsilon) {
    return rho * (1 - Math.exp(-f / rho)) - epsilon * Math.expm1((f - s) / epsilon);
  }

  @Test
  void floatAndDoubleEvaluateTheSameDual() {
    Clouds rows = Clouds.random(8, 300, 3, 100);
    Clouds columns = Clouds.random(9, 250, 3, 101);
    double[] g = new double[250];
    try (DualOracle oracle = Clouds.balanced(rows, columns, GroundCost.SQUARED_EUCLIDEAN)) {
      Evaluation narrow = oracle.evaluate("", g, 0.02, Precision.FLOAT);
      Evaluation wide = oracle.evaluate("", g, 0.02, Precision.DOUBLE);
      assertThat(narrow.value()).isCloseTo(wide.value(), within(1e-6));
      double difference = 0;
      for (int j = 0; j < 250; j++) {
        difference += Math.abs(narrow.columnMass()[j] - wide.columnMass()[j]);
      }
      assertThat(difference).isLessThan(1e-4);
    }
  }
}
