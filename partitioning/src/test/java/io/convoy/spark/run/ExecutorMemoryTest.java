package io.convoy.spark.run;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ExecutorMemoryTest {

  private static final long MEGABYTE = 1 << 20;

  private final ExecutorMemory gigabyte = new ExecutorMemory(false, 1024 * MEGABYTE, 4);

  @Test
  void whatIsSentIsThereTwiceWhileItArrives() {
    assertThatCode(() -> gigabyte.requireRoom("a table", 362 * MEGABYTE, false))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> gigabyte.requireRoom("a table", 363 * MEGABYTE, false))
        .isInstanceOf(EngineLimitException.class)
        .hasMessageStartingWith("a table takes 363 MiB")
        .hasMessageContaining("has 1.0 GiB; give --conf spark.executor.memory=1027m");
  }

  @Test
  void whatTasksOpenIsThereOncePerCoreBeside() {
    assertThatCode(() -> gigabyte.requireRoom("a state", 120 * MEGABYTE, true))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> gigabyte.requireRoom("a state", 121 * MEGABYTE, true))
        .isInstanceOf(EngineLimitException.class);
  }

  @Test
  void nothingIsSentInsideOneProcess() {
    new ExecutorMemory(true, MEGABYTE, 4).requireRoom("a table", 1L << 40, false);
  }
}
