package io.convoy.jobs.lasso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DetectionTest {

  @Property(tries = 200)
  void theAreaIsTheShareOfPairsInOrder(
      @ForAll @Size(min = 2, max = 30) int[] seeds,
      @ForAll @IntRange(min = 2, max = 6) int levels) {
    double[] scores = new double[seeds.length];
    boolean[] incidents = new boolean[seeds.length];
    for (int i = 0; i < seeds.length; i++) {
      scores[i] = Math.floorMod(seeds[i] / 3, levels);
      incidents[i] = i == 0 || (i > 1 && seeds[i] % 3 == 0);
    }
    double ordered = 0;
    int pairs = 0;
    for (int i = 0; i < seeds.length; i++) {
      for (int j = 0; j < seeds.length; j++) {
        if (incidents[i] && !incidents[j]) {
          pairs++;
          ordered += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
        }
      }
    }
    assertThat(Detection.auc(scores, incidents)).isCloseTo(ordered / pairs, within(1e-12));
  }

  @Test
  void withoutIncidentsThereIsNoArea() {
    assertThat(Detection.auc(new double[] {1, 2}, new boolean[2])).isNaN();
  }

  @Property(tries = 100)
  void noMoreThanTheRateOfNormalScoresExceedsItsThreshold(
      @ForAll @Size(min = 1, max = 200) int[] values, @ForAll @IntRange(max = 1000) int k) {
    double[] normal = Arrays.stream(values).asDoubleStream().toArray();
    double threshold = Detection.thresholds(normal)[k];
    long exceeding = Arrays.stream(normal).filter(score -> score > threshold).count();
    assertThat(exceeding).isLessThanOrEqualTo((long) normal.length * k / Detection.RATES);
  }
}
