package io.convoy.spark.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convoy.geometry.PointBlock;
import io.convoy.iterate.SerialRunner;
import io.convoy.robust.Aggregator;
import io.convoy.robust.Reference;
import io.convoy.robust.RobustRule;
import io.convoy.robust.RuleName;
import io.convoy.spark.LocalSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GradientBlocksTest {

  private static final int WORKERS = 7;
  private static final int LENGTH = 1000;
  private static final int WIDTH = 64;

  /** The same bits from any number of owners, and from vectors that were never cut elsewhere. */
  @ParameterizedTest
  @ValueSource(strings = {"average", "nnm+trimmed-mean", "multi-krum", "flag", "bulyan", "median"})
  void theAggregateIsTheSameBitsForAnyNumberOfOwners(String name) {
    RobustRule rule = RuleName.parse(name, WORKERS, 1, 3);
    List<PointBlock> gradients = gradients();
    double[] expected =
        Aggregator.aggregate(
            new SerialRunner<>(cut(gradients)), WORKERS, rule, Reference.none(WIDTH));
    for (int owners : new int[] {1, 3, 16}) {
      try (GradientBlocks blocks =
          GradientBlocks.of(LocalSpark.CONTEXT.parallelize(gradients, 4), LENGTH, WIDTH, owners)) {
        assertThat(Aggregator.aggregate(blocks.runner(), WORKERS, rule, Reference.none(WIDTH)))
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void aVectorOfAnotherLengthIsNamed() {
    List<PointBlock> gradients = new ArrayList<>(gradients());
    gradients.set(4, PointBlock.of(4, 3, new float[3], new double[] {1}));
    try (GradientBlocks blocks =
        GradientBlocks.of(LocalSpark.CONTEXT.parallelize(gradients, 2), LENGTH, WIDTH, 2)) {
      assertThatThrownBy(
              () ->
                  Aggregator.aggregate(
                      blocks.runner(),
                      WORKERS,
                      RuleName.parse("average", WORKERS, 1, 3),
                      Reference.none(WIDTH)))
          .hasStackTraceContaining("worker 4 must give one vector of 1000 coordinates, got 1 of 3");
    }
  }

  private static List<PointBlock> gradients() {
    SplittableRandom random = new SplittableRandom(8);
    List<PointBlock> gradients = new ArrayList<>();
    for (int worker = 0; worker < WORKERS; worker++) {
      float[] values = new float[LENGTH];
      for (int k = 0; k < LENGTH; k++) {
        values[k] = (float) random.nextGaussian();
      }
      gradients.add(PointBlock.of(worker, LENGTH, values, new double[] {1}));
    }
    return gradients;
  }

  private static List<PointBlock> cut(List<PointBlock> gradients) {
    List<PointBlock> blocks = new ArrayList<>();
    for (int from = 0; from < LENGTH; from += WIDTH) {
      int begin = from;
      blocks.add(
          PointBlock.stacked(
              blocks.size(),
              gradients.stream()
                  .map(whole -> whole.coordinates(begin, Math.min(LENGTH, begin + WIDTH)))
                  .toList()));
    }
    return blocks;
  }
}
