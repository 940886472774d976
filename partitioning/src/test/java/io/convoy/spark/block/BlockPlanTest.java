package io.convoy.spark.block;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BlockPlanTest {

  @Test
  void blocksAreAFunctionOfTheNumberOfRows() {
    assertThat(BlockPlan.blockRows(1)).isEqualTo(64);
    assertThat(BlockPlan.blockRows(64 * 64)).isEqualTo(64);
    assertThat(BlockPlan.blockRows(64 * 64 + 1)).isEqualTo(80);
    assertThat(BlockPlan.blockRows(100_000)).isEqualTo(1568);
    assertThat(BlockPlan.blockRows(50_000_000)).isEqualTo(4096);
    assertThat(BlockPlan.suitedTasks(900, 100)).isEqualTo(1);
    assertThat(BlockPlan.suitedTasks(100_000, 2)).isEqualTo(4);
  }
}
