package io.convoy.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convoy.spark.run.EngineLimitException;
import org.junit.jupiter.api.Test;

class TableSizeTest {

  @Test
  void tooManyCoordinatesForOneArrayAreRefusedWithTheirBytes() {
    assertThatThrownBy(new TableSize("target", 1L << 21, 1 << 10, true)::requireOneArray)
        .isInstanceOf(EngineLimitException.class)
        .hasMessage(
            "target: 2097152 rows of 1024 coordinates need 8.0 GiB in one piece, which holds at"
                + " most 2147483639 coordinates; use fewer rows or fewer features");
    assertThatCode(new TableSize("target", 1L << 20, 1 << 10, true)::requireOneArray)
        .doesNotThrowAnyException();
  }

  @Test
  void tooLittleMemoryNamesTheNeedAndTheOption() {
    TableSize size = new TableSize("target", 1000, 14, false);
    assertThat(size.bytes()).isEqualTo(128_000);
    assertThatThrownBy(() -> size.requireMemory(2, () -> 255_999))
        .isInstanceOf(EngineLimitException.class)
        .hasMessage(
            "target: 1000 rows of 14 coordinates need 250 KiB of memory on the driver, which has"
                + " 250 KiB left; give it more with --driver-memory");
    assertThatCode(() -> size.requireMemory(2, () -> 256_000)).doesNotThrowAnyException();
  }
}
