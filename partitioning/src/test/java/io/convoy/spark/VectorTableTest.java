package io.convoy.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.convoy.geometry.PointBlock;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorTableTest {

  @TempDir Path dir;

  @Test
  void vectorsComeBackToTheLastBit() {
    SparkSession spark = LocalSpark.SESSION;
    PointBlock floats =
        PointBlock.of(3, 3, new float[] {1.5f, Float.MIN_VALUE, Float.NaN}, new double[] {Math.PI});
    PointBlock doubles =
        PointBlock.of(7, 2, new double[] {Math.E, Double.NEGATIVE_INFINITY}, new double[] {2});
    var place = new org.apache.hadoop.fs.Path(dir.resolve("v").toString());
    VectorTable.write(spark, LocalSpark.CONTEXT.parallelize(List.of(floats, doubles), 2), place);
    List<PointBlock> read =
        VectorTable.read(spark, place).collect().stream()
            .sorted(Comparator.comparingInt(PointBlock::index))
            .toList();
    assertThat(read.get(0).isFloat()).isTrue();
    assertThat(read.get(1).isFloat()).isFalse();
    for (int v = 0; v < 2; v++) {
      PointBlock expected = v == 0 ? floats : doubles;
      assertThat(read.get(v).index()).isEqualTo(expected.index());
      assertThat(read.get(v).weight(0)).isEqualTo(expected.weight(0));
      for (int k = 0; k < expected.dimension(); k++) {
        assertThat(Double.doubleToLongBits(read.get(v).coordinate(0, k)))
            .isEqualTo(Double.doubleToLongBits(expected.coordinate(0, k)));
      }
    }
  }
}
