package io.convoy.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.convoy.random.SeedStream;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BatchesTest {

  @Property(tries = 100)
  void everyRowIsInOneBatchOfAnEpochAndWhichDependsOnItsKeyAlone(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int perEpoch) {
    Batches batches = new Batches(new SeedStream(seed), perEpoch);
    LabeledRows rows = Samples.random(new SplittableRandom(seed), 0, 200, 2, 2);
    int[] seen = new int[200];
    for (int step = 3 * perEpoch; step < 4 * perEpoch; step++) {
      for (int row : batches.of(rows, step)) {
        seen[row]++;
      }
    }
    assertThat(seen).containsOnly(1);

    int[] some = IntStream.range(50, 120).toArray();
    LabeledRows fewer =
        new LabeledRows(
            rows.points().pick(7, some),
            Arrays.stream(some).mapToDouble(rows::label).toArray(),
            Arrays.stream(some).mapToLong(rows::key).toArray());
    int[] expected =
        Arrays.stream(batches.of(rows, 5))
            .filter(row -> row >= 50 && row < 120)
            .map(row -> row - 50)
            .toArray();
    if (expected.length > 0) {
      assertThat(batches.of(fewer, 5)).isEqualTo(expected);
    }
  }

  @Test
  void epochsDifferAndNoBatchIsEmpty() {
    Batches batches = new Batches(new SeedStream(1), 50);
    LabeledRows rows = Samples.random(new SplittableRandom(1), 0, 3, 2, 2);
    for (int step = 0; step < 200; step++) {
      assertThat(batches.of(rows, step)).isNotEmpty();
    }
    Batches halves = new Batches(new SeedStream(1), 2);
    LabeledRows many = Samples.random(new SplittableRandom(2), 0, 100, 2, 2);
    assertThat(halves.of(many, 0)).isNotEqualTo(halves.of(many, 2));
  }
}
