package io.convoy.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SeedStreamTest {

  @Property
  void equalArgumentsGiveEqualDraws(@ForAll long seed, @ForAll long iteration, @ForAll long block) {
    long[] draws = new SeedStream(seed).at(iteration, block).longs(20).toArray();
    assertThat(new SeedStream(seed).at(iteration, block).longs(20).toArray()).isEqualTo(draws);
  }

  @Property
  void drawingFromOneGeneratorLeavesTheOthersAlone(@ForAll long seed) {
    SeedStream stream = new SeedStream(seed);
    long expected = stream.at(1, 1).nextLong();
    stream.at(1, 0).nextLong();
    assertThat(stream.at(1, 1).nextLong()).isEqualTo(expected);
  }

  @Property
  void neighboursDrawDifferently(@ForAll long seed, @ForAll long iteration, @ForAll long block) {
    Set<Long> draws = new HashSet<>();
    for (int s = 0; s < 2; s++) {
      for (int i = 0; i < 2; i++) {
        for (int b = 0; b < 2; b++) {
          draws.add(new SeedStream(seed + s).at(iteration + i, block + b).nextLong());
        }
      }
    }
    assertThat(draws).hasSize(8);
  }

  @Property
  void iterationAndBlockAreNotInterchangeable(@ForAll long seed) {
    SeedStream stream = new SeedStream(seed);
    assertThat(stream.at(1, 2).nextLong()).isNotEqualTo(stream.at(2, 1).nextLong());
    assertThat(stream.at(0, 3).nextLong()).isNotEqualTo(stream.at(3, 0).nextLong());
  }

  /** The first draws of many neighbouring generators, which a poor mixing would correlate. */
  @Example
  void firstDrawsOfNeighboursAreUniform() {
    SeedStream stream = new SeedStream(20240229);
    int[] cells = new int[256];
    int[] ones = new int[64];
    int n = 256 * 400;
    double lag = 0;
    double previous = 0;
    for (int i = 0; i < n; i++) {
      long word = stream.at(i / 256, i % 256).nextLong();
      cells[(int) (word >>> 56)]++;
      for (int bit = 0; bit < 64; bit++) {
        ones[bit] += (int) (word >>> bit & 1);
      }
      double value = (word >>> 11) * 0x1p-53 - 0.5;
      lag += value * previous;
      previous = value;
    }
    double chiSquare = 0;
    for (int count : cells) {
      chiSquare += (count - 400.0) * (count - 400.0) / 400;
    }
    // 255 degrees of freedom: mean 255, deviation 22.6
    assertThat(chiSquare).isBetween(255 - 5 * 22.6, 255 + 5 * 22.6);
    for (int count : ones) {
      assertThat((double) count).isCloseTo(n / 2.0, within(5 * Math.sqrt(n / 4.0)));
    }
    assertThat(lag).isCloseTo(0, within(5 * Math.sqrt(n) / 12));
  }
}
