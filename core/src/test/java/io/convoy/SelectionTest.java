package io.convoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.convoy.geometry.GroundCost;
import io.convoy.transport.exact.ExactPlan;
import io.convoy.transport.exact.ExactTransport;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {

  private static double[][] cloud(long seed, int n) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] points = new double[n][];
    Arrays.setAll(points, i -> random.doubles(2).toArray());
    return points;
  }

  /** Pool rows give up to 1/B each, and one more column takes what they do not give. */
  @Property(tries = 15)
  void transportCostsWhatAnExactSolverOfAllPairsFinds(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int budget) {
    double[][] pool = cloud(seed, 60);
    double[][] targets = cloud(seed + 1, 7);
    SelectedRows rows = Selection.from(pool).toMatch(targets).budget(budget).select();
    double[] supply = new double[60];
    Arrays.fill(supply, 1.0 / budget);
    double[] demand = new double[8];
    Arrays.fill(demand, 0, 7, 1.0 / 7);
    demand[7] = 60.0 / budget - 1;
    ExactPlan exact =
        ExactTransport.solve(
            supply,
            demand,
            (i, j) -> j == 7 ? 0 : GroundCost.SQUARED_EUCLIDEAN.between(pool[i], targets[j]));
    assertThat(rows.cost()).isCloseTo(exact.value(), within(1e-5));
    assertThat(rows.lowerBound()).isCloseTo(rows.cost(), within(1e-5));
    assertThat(rows.ids()).hasSize(budget).isSorted().doesNotHaveDuplicates();
    assertThat(Arrays.stream(rows.weights()).average().orElseThrow()).isCloseTo(1, within(1e-9));
  }

  @Property(tries = 15)
  void nearestAreThoseOfTheLeastDistanceToAnyTarget(@ForAll long seed) {
    double[][] pool = cloud(seed, 200);
    double[][] targets = cloud(seed + 1, 5);
    int[] expected =
        IntStream.range(0, 200)
            .boxed()
            .sorted(
                Comparator.comparingDouble(
                    i ->
                        Arrays.stream(targets)
                            .mapToDouble(y -> GroundCost.SQUARED_EUCLIDEAN.between(pool[i], y))
                            .min()
                            .orElseThrow()))
            .limit(30)
            .mapToInt(i -> i)
            .sorted()
            .toArray();
    assertThat(Selection.from(pool).toMatch(targets).budget(30).method("nearest").select().ids())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ot", "round-robin", "nearest", "herding", "k-center"})
  void everyMethodKeepsToTheBudgetWithAnyNumberOfThreads(String method) {
    Selection question =
        Selection.from(cloud(1, 300)).toMatch(cloud(2, 20)).budget(50).method(method);
    SelectedRows alone = question.select();
    assertThat(alone.ids()).hasSize(50).isSorted().doesNotHaveDuplicates();
    assertThat(alone.weights()).hasSize(50);
    assertThat(question.threads(2).select().ids()).isEqualTo(alone.ids());
  }

  @Test
  void heavyTargetsAttractMore() {
    double[][] pool = {{0}, {0.1}, {0.2}, {9}, {9.1}, {9.2}};
    double[][] targets = {{0}, {9}};
    Selection question = Selection.from(pool).toMatch(targets).budget(4);
    assertThat(question.select().ids()).containsExactly(0, 1, 3, 4);
    assertThat(question.weights(new double[] {0.75, 0.25}).select().ids())
        .containsExactly(0, 1, 2, 3);
  }

  @Test
  void refusalsSayWhatIsAllowed() {
    Selection question = Selection.from(cloud(1, 3)).toMatch(cloud(2, 2));
    assertRefused(() -> question.budget(4), "budget must be from 1 to 3, got 4");
    assertRefused(
        () -> question.method("lava"),
        "method must be one of ot, round-robin, nearest, herding, k-center, got lava");
    assertRefused(
        () -> question.weights(new double[] {1, 0}),
        "weights of targets must be > 0, got 0: leave such targets out");
    assertRefused(
        () -> Selection.from(cloud(1, 3)).toMatch(new double[][] {{1}}),
        "rows must be of equal length, got 2 values in each of pool and 1 in each of targets");
    assertRefused(
        () -> Selection.from(new double[][] {{Double.NaN}}), "pool[0][0] must be finite, got NaN");
  }

  private static void assertRefused(Runnable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call::run).withMessage(message);
  }
}
