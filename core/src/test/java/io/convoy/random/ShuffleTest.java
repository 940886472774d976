package io.convoy.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ShuffleTest {

  @Property(tries = 200)
  void everyNumberStandsAtOnePlaceAndIsFoundThere(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 3000) int size) {
    Shuffle shuffle = new Shuffle(size, new SplittableRandom(seed));
    assertThat(LongStream.range(0, size).map(shuffle::at).sorted().toArray())
        .isEqualTo(LongStream.range(0, size).toArray());
    assertThat(LongStream.range(0, size).map(shuffle::at).map(shuffle::placeOf).toArray())
        .isEqualTo(LongStream.range(0, size).toArray());
  }

  @Test
  void largeSizesWork() {
    for (long size : new long[] {(1L << 40) + 3, 1L << 62}) {
      Shuffle shuffle = new Shuffle(size, new SplittableRandom(1));
      for (long place : new long[] {0, 1, size / 2, size - 1}) {
        assertThat(shuffle.at(place)).isBetween(0L, size - 1);
        assertThat(shuffle.placeOf(shuffle.at(place))).isEqualTo(place);
      }
    }
  }

  /** Of all orders of 4 numbers each comes as often; chi-squared with 23 degrees of freedom. */
  @Test
  void allOrdersOfAFewNumbersAreAboutAsLikely() {
    int[] seen = new int[256];
    int tries = 24_000;
    for (int seed = 0; seed < tries; seed++) {
      Shuffle shuffle = new Shuffle(4, new SeedStream(seed).at(0, 0));
      int order = 0;
      for (int place = 0; place < 4; place++) {
        order = order << 2 | (int) shuffle.at(place);
      }
      seen[order]++;
    }
    double chiSquared = 0;
    int kinds = 0;
    for (int count : seen) {
      if (count > 0) {
        kinds++;
        chiSquared += (count - tries / 24.0) * (count - tries / 24.0) / (tries / 24.0);
      }
    }
    assertThat(kinds).isEqualTo(24);
    assertThat(chiSquared).isLessThan(60);
  }

  @Test
  void neighboursArePartedAsInARandomOrder() {
    int size = 10_000;
    Shuffle shuffle = new Shuffle(size, new SplittableRandom(7));
    double mean =
        LongStream.range(1, size)
            .map(place -> Math.abs(shuffle.at(place) - shuffle.at(place - 1)))
            .average()
            .orElseThrow();
    assertThat(mean).isCloseTo(size / 3.0, within(size / 30.0));
  }

  @Test
  void whatIsOutsideIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Shuffle(0, new SplittableRandom(0)))
        .withMessage("the size of a shuffle must be in 1 to 2^62, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Shuffle(5, new SplittableRandom(0)).at(5))
        .withMessage("a shuffle of 5 numbers has none at 5");
  }
}
