package io.convoy.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PointBlocksTest {

  private static PointBlock table(long seed, int rows) {
    SplittableRandom random = new SplittableRandom(seed);
    return PointBlock.of(
        0, 2, random.doubles(2L * rows).toArray(), random.doubles(rows, 0.5, 1.5).toArray());
  }

  @Test
  void blockSizesDependOnRowsAloneAndAreBounded() {
    assertThat(PointBlocks.rowsPerBlock(1)).isEqualTo(64);
    assertThat(PointBlocks.rowsPerBlock(64 * 64)).isEqualTo(64);
    assertThat(PointBlocks.rowsPerBlock(64 * 64 + 1)).isEqualTo(80);
    assertThat(PointBlocks.rowsPerBlock(100_000)).isEqualTo(1568);
    assertThat(PointBlocks.rowsPerBlock(50_000_000)).isEqualTo(4096);
  }

  @Property(tries = 20)
  void blocksHoldAllRowsInOrder(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9000) int n) {
    PointBlock whole = table(seed, n);
    List<PointBlock> blocks = PointBlocks.cut(whole);
    assertThat(blocks.subList(0, blocks.size() - 1))
        .allMatch(block -> block.rows() == PointBlocks.rowsPerBlock(n));
    int row = 0;
    for (int b = 0; b < blocks.size(); b++) {
      assertThat(blocks.get(b).index()).isEqualTo(b);
      for (int i = 0; i < blocks.get(b).rows(); i++, row++) {
        assertThat(blocks.get(b).coordinate(i, 1)).isEqualTo(whole.coordinate(row, 1));
        assertThat(blocks.get(b).weight(i)).isEqualTo(whole.weight(row));
      }
    }
    assertThat(row).isEqualTo(n);
  }

  @Property(tries = 20)
  void spatialOrderKeepsEveryRowAndItsWeight(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 3000) int n) {
    PointBlock whole = table(seed, n);
    List<PointBlock> blocks = PointBlocks.inSpace(whole, SpatialRows.near(table(seed + 1, 50)));
    double[] found =
        blocks.stream().flatMapToDouble(b -> Arrays.stream(b.weights())).sorted().toArray();
    assertThat(found).isEqualTo(Arrays.stream(whole.weights()).sorted().toArray());
  }

  @Property(tries = 20)
  void normalisedWeightsSumToOne(@ForAll long seed, @ForAll @IntRange(min = 1, max = 3000) int n) {
    assertThat(Arrays.stream(PointBlocks.normalised(table(seed, n)).weights()).sum())
        .isCloseTo(1, within(1e-12));
  }
}
