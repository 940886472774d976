package io.convoy.jobs.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.convoy.geometry.GroundCost;
import io.convoy.geometry.PointBlock;
import io.convoy.geometry.Precision;
import io.convoy.jobs.settings.Storage;
import io.convoy.random.SeedStream;
import io.convoy.transport.Epsilon;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnCloudTest {

  private static final int DIMENSION = 3;

  private static Workload workload(CloudShape clouds, GroundCost cost) {
    return new Workload(
        5000,
        4000,
        DIMENSION,
        clouds,
        cost,
        new Epsilon(1, Epsilon.Unit.COST),
        Precision.DOUBLE,
        false,
        Storage.OFF,
        1);
  }

  /**
   * The c-transform of the potentials at x is attained at the image of x: the minimum over the
   * sampled columns is at a column near {@code A x + t}, and never below the value there.
   */
  @ParameterizedTest
  @CsvSource({
    "EQUAL, sqeuclidean", "SHIFTED, sqeuclidean", "STRETCHED, sqeuclidean",
    "EQUAL, inner-product", "SHIFTED, inner-product", "STRETCHED, inner-product"
  })
  void potentialsSendEveryRowToItsImage(CloudShape clouds, GroundCost cost) {
    Workload workload = workload(clouds, cost);
    ColumnCloud columns = ColumnCloud.of(workload);
    double[] g = columns.potentials(workload);
    for (double[] x : new double[][] {{0.5, 0.5, 0.5}, {0.2, 0.7, 0.4}, {0.9, 0.1, 0.6}}) {
      double[] image =
          IntStream.range(0, DIMENSION)
              .mapToDouble(k -> columns.scale()[k] * x[k] + columns.shift()[k])
              .toArray();
      int best = -1;
      double least = Double.POSITIVE_INFINITY;
      for (int j = 0; j < g.length; j++) {
        double value = cost.between(x, point(columns.points(), j)) - g[j];
        if (value < least) {
          least = value;
          best = j;
        }
      }
      double[] found = point(columns.points(), best);
      for (int k = 0; k < DIMENSION; k++) {
        assertThat(found[k]).isCloseTo(image[k], within(0.25));
      }
    }
  }

  private static double[] point(PointBlock block, int row) {
    return IntStream.range(0, DIMENSION).mapToDouble(k -> block.coordinate(row, k)).toArray();
  }

  @Test
  void theCloudsLieWhereTheirNamesSay() {
    assertThat(ColumnCloud.of(workload(CloudShape.STRETCHED, GroundCost.COSINE)).scale())
        .containsExactly(2, 1, 0.5);
    PointBlock shifted = ColumnCloud.of(workload(CloudShape.SHIFTED, GroundCost.COSINE)).points();
    for (int j = 0; j < shifted.rows(); j++) {
      for (int k = 0; k < DIMENSION; k++) {
        assertThat(shifted.coordinate(j, k)).isBetween(1.0, 2.0);
      }
    }
  }

  @Test
  void blocksHoldAllRowsOnceAndDifferFromTheColumns() {
    RowCloud rows = new RowCloud(new SeedStream(1), 5000, DIMENSION, Precision.DOUBLE);
    assertThat(rows.blockRows()).isEqualTo(80);
    assertThat(IntStream.range(0, rows.blocks()).map(b -> rows.block(b).rows()).sum())
        .isEqualTo(5000);
    assertThat(rows.block(3).index()).isEqualTo(3);
    assertThat(rows.block(0).coordinate(0, 0))
        .isEqualTo(rows.block(0).coordinate(0, 0))
        .isNotEqualTo(rows.block(1).coordinate(0, 0))
        .isNotEqualTo(
            ColumnCloud.of(workload(CloudShape.EQUAL, GroundCost.COSINE))
                .points()
                .coordinate(0, 0));
  }
}
