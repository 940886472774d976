package io.convoy.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.convoy.geometry.PointBlock;
import org.junit.jupiter.api.Test;

class LabeledRowsTest {

  @Test
  void rowsWithoutFeaturesOrLabelAreNotSound() {
    double nan = Double.NaN;
    PointBlock points =
        PointBlock.of(3, 2, new double[] {1, 2, nan, nan, 5, 6, 7, 8}, new double[] {1, 1, 2, 3});
    LabeledRows rows =
        new LabeledRows(points, new double[] {0, 1, nan, 1}, new long[] {10, 11, 12, 13});
    LabeledRows sound = rows.sound();
    assertThat(sound.rows()).isEqualTo(2);
    assertThat(sound.index()).isEqualTo(3);
    assertThat(sound.points().coordinate(1, 0)).isEqualTo(7);
    assertThat(sound.points().weight(1)).isEqualTo(3);
    assertThat(sound.label(1)).isEqualTo(1);
    assertThat(sound.key(1)).isEqualTo(13);
    assertThat(sound.sound()).isSameAs(sound);
  }
}
