package io.convoy.transport.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ExactTransportTest {

  @Property(tries = 200)
  void assignmentsAreTheBestOfAllPermutations(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int n) {
    double[][] cost = random(seed, n, n);
    ExactPlan plan = ExactTransport.assignment(n, (i, j) -> cost[i][j]);
    assertThat(plan.value()).isCloseTo(cheapest(cost, 0, new boolean[n]), within(1e-12));
    assertThat(plan.rows()).isEqualTo(identity(n));
    int[] columns = plan.columns().clone();
    Arrays.sort(columns);
    assertThat(columns).isEqualTo(identity(n));
    assertThat(plan.masses()).containsOnly(1.0);
  }

  /** On the line the optimal plan is the monotone one, whatever the weights. */
  @Property(tries = 100)
  void onTheLineMassKeepsItsOrder(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 30) int n,
      @ForAll @IntRange(min = 1, max = 30) int m) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] x = random.doubles(n).sorted().toArray();
    double[] y = random.doubles(m).map(value -> 3 * value).sorted().toArray();
    double[] a = normalised(random.doubles(n).map(weight -> weight * weight).toArray());
    double[] b = normalised(random.doubles(m).toArray());
    ExactPlan plan = ExactTransport.solve(a, b, (i, j) -> (x[i] - y[j]) * (x[i] - y[j]));
    assertThat(plan.value()).isCloseTo(monotone(x, a, y, b), within(1e-11));
  }

  @Property(tries = 100)
  void plansHaveTheirMarginalsAndProveThemselves(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 40) int n,
      @ForAll @IntRange(min = 1, max = 40) int m) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] a = normalised(random.doubles(n).toArray());
    double[] b = normalised(random.doubles(m).toArray());
    double[][] cost = random(seed + 1, n, m);
    ExactPlan plan = ExactTransport.solve(a, b, (i, j) -> cost[i][j]);
    double[] rows = new double[n];
    double[] columns = new double[m];
    for (int e = 0; e < plan.entries(); e++) {
      rows[plan.rows()[e]] += plan.masses()[e];
      columns[plan.columns()[e]] += plan.masses()[e];
      double slack =
          cost[plan.rows()[e]][plan.columns()[e]]
              - plan.rowPotentials()[plan.rows()[e]]
              - plan.columnPotentials()[plan.columns()[e]];
      assertThat(slack).as("complementary slackness").isCloseTo(0, within(1e-11));
    }
    assertThat(rows).containsExactly(a, within(1e-14));
    assertThat(columns).containsExactly(b, within(1e-14));
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < m; j++) {
        assertThat(plan.rowPotentials()[i] + plan.columnPotentials()[j])
            .isLessThanOrEqualTo(cost[i][j] + 1e-14);
      }
    }
    assertThat(plan.gap()).isBetween(-1e-13, 1e-11);
  }

  @Test
  void whatIsAddedToARowOrAColumnMovesTheValueAloneAndCostsNoDigits() {
    double[][] cost = random(5, 50, 50);
    ExactPlan plain = ExactTransport.assignment(50, (i, j) -> cost[i][j]);
    ExactPlan moved = ExactTransport.assignment(50, (i, j) -> cost[i][j] + 1024 * i - 4096.0 * j);
    assertThat(moved.columns()).isEqualTo(plain.columns());
    assertThat(moved.value() + 3072 * 49 * 25).isCloseTo(plain.value(), within(1e-8));
  }

  @Test
  void equalWeightsOnUnequalSidesSplitExactly() {
    double[][] cost = random(6, 4, 6);
    ExactPlan plan = ExactTransport.solve(filled(4, 3), filled(6, 2), (i, j) -> cost[i][j]);
    for (double mass : plan.masses()) {
      assertThat(mass).isEqualTo(Math.rint(mass));
    }
    assertThat(Arrays.stream(plan.masses()).sum()).isEqualTo(12);
  }

  @Test
  void constantCostsAndSinglePointsAreSolvedToo() {
    assertThat(ExactTransport.solve(filled(1, 2), filled(3, 2.0 / 3), (i, j) -> 7).value())
        .isCloseTo(14, within(1e-14));
    assertThat(ExactTransport.assignment(1, (i, j) -> -3).value()).isEqualTo(-3);
  }

  @Test
  void rowsOfWeightZeroCarryNoMassAndHaveAPotentialAllTheSame() {
    ExactPlan plan =
        ExactTransport.solve(
            new double[] {0, 1, 0}, new double[] {0.25, 0, 0.75}, (i, j) -> Math.abs(i - j));
    assertThat(plan.rows()).containsOnly(1);
    assertThat(plan.columns()).containsExactly(0, 2);
    assertThat(plan.value()).isEqualTo(1);
    assertThat(plan.dual()).isCloseTo(1, within(1e-14));
  }

  @Test
  void equalProblemsGiveEqualBits() {
    double[][] cost = random(8, 60, 70);
    double[] a = normalised(new SplittableRandom(1).doubles(60).toArray());
    double[] b = normalised(new SplittableRandom(2).doubles(70).toArray());
    ExactPlan once = ExactTransport.solve(a, b, (i, j) -> cost[i][j]);
    ExactPlan again = ExactTransport.solve(a, b, (i, j) -> cost[i][j]);
    assertThat(again.masses()).isEqualTo(once.masses());
    assertThat(again.columns()).isEqualTo(once.columns());
    assertThat(again.columnPotentials()).isEqualTo(once.columnPotentials());
  }

  @Test
  void whatCannotBeSolvedIsSaidInOneSentence() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExactTransport.solve(filled(2, 1), filled(2, 2), (i, j) -> 0))
        .withMessage("row and column weights must have the same total, got 2.0 and 4.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExactTransport.assignment(2, (i, j) -> i == j ? 0 : Double.NaN))
        .withMessage("costs must be finite, got NaN between row 0 and column 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExactTransport.solve(new double[] {1, -1}, new double[] {0}, (i, j) -> 0))
        .withMessage("row weights must be >= 0 and finite, got -1.0 at 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExactTransport.assignment(0, (i, j) -> 0))
        .withMessage("row weights must have a total > 0 and finite, got 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ExactTransport.assignment(5000, (i, j) -> 0))
        .withMessage(
            "an exact solution is for at most 16777216 pairs, got 25000000 of 5000 rows and 5000"
                + " columns");
  }

  private static double cheapest(double[][] cost, int row, boolean[] taken) {
    if (row == cost.length) {
      return 0;
    }
    double best = Double.POSITIVE_INFINITY;
    for (int j = 0; j < cost.length; j++) {
      if (!taken[j]) {
        taken[j] = true;
        best = Math.min(best, cost[row][j] + cheapest(cost, row + 1, taken));
        taken[j] = false;
      }
    }
    return best;
  }

  private static double monotone(double[] x, double[] a, double[] y, double[] b) {
    double value = 0;
    int i = 0;
    int j = 0;
    double left = a[0];
    double free = b[0];
    while (i < x.length && j < y.length) {
      double mass = Math.min(left, free);
      value += mass * (x[i] - y[j]) * (x[i] - y[j]);
      left -= mass;
      free -= mass;
      if (left <= 0) {
        left = ++i < x.length ? a[i] : 0;
      } else {
        free = ++j < y.length ? b[j] : 0;
      }
    }
    return value;
  }

  private static double[][] random(long seed, int n, int m) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] cost = new double[n][];
    Arrays.setAll(cost, i -> random.doubles(m, -1, 1).toArray());
    return cost;
  }

  private static double[] normalised(double[] weights) {
    double total = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / total).toArray();
  }

  private static double[] filled(int count, double value) {
    double[] filled = new double[count];
    Arrays.fill(filled, value);
    return filled;
  }

  private static int[] identity(int n) {
    int[] numbers = new int[n];
    Arrays.setAll(numbers, i -> i);
    return numbers;
  }
}
