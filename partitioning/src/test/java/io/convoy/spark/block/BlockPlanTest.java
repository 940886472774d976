package io.convoy.spark.block;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BlockPlanTest {

  @Test
  void tasksAreWorthTheirRows() {
    assertThat(BlockPlan.suitedTasks(900, 100)).isEqualTo(1);
    assertThat(BlockPlan.suitedTasks(100_000, 2)).isEqualTo(4);
  }
}
