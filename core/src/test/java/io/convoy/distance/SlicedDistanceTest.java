package io.convoy.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.MemoryRunner;
import io.convoy.iterate.SerialRunner;
import io.convoy.iterate.SweepRunner;
import io.convoy.transport.exact.ExactTransport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlicedDistanceTest {

  @Property(tries = 100)
  void onTheLineItIsTheExactCostWhateverTheWeights(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 50) int n,
      @ForAll @IntRange(min = 1, max = 50) int m) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] x = random.doubles(n, -1, 1).toArray();
    double[] y = random.doubles(m, 0, 3).toArray();
    double[] a = normalised(random.doubles(n).toArray());
    double[] b = normalised(random.doubles(m).toArray());
    for (double order : new double[] {1, 2, 3}) {
      double exact =
          ExactTransport.solve(a, b, (i, j) -> Math.pow(Math.abs(x[i] - y[j]), order)).value();
      List<SlicedDistance.Slice> slices =
          new SlicedDistance(order, 0, 9)
              .slices(line(x, a), line(y, b), 1, Math.max(n, m), 1 << 20);
      assertThat(slices).hasSize(1);
      assertThat(SlicedDistance.mean(slices)).isCloseTo(exact, within(1e-10));
    }
  }

  @Test
  void aShiftCostsItsShadowAlongEveryDirection() {
    double[][] x = GaussianTest.cloud(1, 300, 5, 1);
    double[] shift = {1, -2, 0, 0.5, 3};
    double[][] y = new double[x.length][];
    Arrays.setAll(
        y,
        i -> {
          double[] moved = x[i].clone();
          Arrays.setAll(moved, k -> moved[k] + shift[k]);
          return moved;
        });
    List<SlicedDistance.Slice> slices =
        new SlicedDistance(2, 3, 400).slices(runner(x), runner(y), 5, 300, 1 << 20);
    for (SlicedDistance.Slice slice : slices) {
      double shadow = 0;
      double norm = 0;
      for (int k = 0; k < 5; k++) {
        shadow += slice.direction()[k] * shift[k];
        norm += slice.direction()[k] * slice.direction()[k];
      }
      assertThat(norm).isCloseTo(1, within(1e-12));
      assertThat(slice.cost()).isCloseTo(shadow * shadow, within(1e-10));
    }
    // over the whole sphere the mean is |shift|^2 / d
    double error = SlicedDistance.standardError(slices);
    assertThat(SlicedDistance.mean(slices)).isCloseTo(14.25 / 5, within(4 * error));
    assertThat(error).isBetween(0.05, 0.3);
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 64, 1000})
  void blocksDoNotShow(int rows) {
    double[][] x = GaussianTest.cloud(7, 700, 3, 1);
    double[][] y = GaussianTest.cloud(8, 500, 3, 2);
    double expected = mean(new SerialRunner<>(GaussianTest.blocks(x, 700)), y);
    assertThat(mean(new SerialRunner<>(GaussianTest.blocks(x, rows)), y))
        .isCloseTo(expected, within(1e-12));
    assertThat(mean(new MemoryRunner<>(GaussianTest.blocks(x, rows), ForkJoinPool.commonPool()), y))
        .isEqualTo(mean(new SerialRunner<>(GaussianTest.blocks(x, rows)), y));
  }

  @Test
  void directionsDependOnTheirNumberAloneAndFillTheSphere() {
    assertThat(Directions.of(5, 4, 3, 2).unit(0)).isEqualTo(Directions.of(5, 4, 0, 10).unit(3));
    Directions many = Directions.of(1, 3, 0, 3000);
    double[] squares = new double[3];
    for (int r = 0; r < 3000; r++) {
      for (int k = 0; k < 3; k++) {
        squares[k] += many.unit(r)[k] * many.unit(r)[k] / 3000;
      }
    }
    assertThat(squares).containsExactly(new double[] {1.0 / 3, 1.0 / 3, 1.0 / 3}, within(0.02));
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SlicedDistance(0.5, 0, 1))
        .withMessage("order must be >= 1 and finite, got 0.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SlicedDistance(2, 0, 0))
        .withMessage("projections must be >= 1, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SlicedDistance(2, 0, 1).slices(null, null, 1, 1L << 40, 1))
        .withMessage("sorting is for at most 268435456 rows, got 1099511627776");
  }

  private static double mean(SweepRunner<PointBlock> source, double[][] target) {
    return SlicedDistance.mean(
        new SlicedDistance(2, 1, 20).slices(source, runner(target), 3, 700, 1 << 16));
  }

  private static SweepRunner<PointBlock> runner(double[][] points) {
    return new SerialRunner<>(GaussianTest.blocks(points, 64));
  }

  private static SweepRunner<PointBlock> line(double[] x, double[] weights) {
    List<PointBlock> blocks = new ArrayList<>();
    for (int from = 0; from < x.length; from += 8) {
      int to = Math.min(x.length, from + 8);
      blocks.add(
          PointBlock.of(
              blocks.size(),
              1,
              Arrays.copyOfRange(x, from, to),
              Arrays.copyOfRange(weights, from, to)));
    }
    return new SerialRunner<>(blocks);
  }

  private static double[] normalised(double[] weights) {
    double total = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(weight -> weight / total).toArray();
  }
}
