package io.convoy.robust;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SortingNetworkTest {

  @Property(tries = 200)
  void everyCoordinateIsSortedAsThePlatformDoes(
      @ForAll @IntRange(min = 1, max = 70) int arrays,
      @ForAll @IntRange(min = 0, max = 19) int count,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] values = new double[arrays][20];
    for (double[] row : values) {
      Arrays.setAll(row, k -> k % 2 == 0 ? random.nextDouble(-1, 1) : random.nextInt(-3, 3));
    }
    double[][] sorted = Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
    SortingNetwork.of(arrays).sort(sorted, count);
    for (int k = 0; k < 20; k++) {
      int column = k;
      double[] expected = Arrays.stream(values).mapToDouble(row -> row[column]).toArray();
      if (k < count) {
        Arrays.sort(expected);
      }
      assertThat(Arrays.stream(sorted).mapToDouble(row -> row[column]))
          .containsExactly(box(expected));
    }
  }

  private static Double[] box(double[] values) {
    return Arrays.stream(values).boxed().toArray(Double[]::new);
  }
}
