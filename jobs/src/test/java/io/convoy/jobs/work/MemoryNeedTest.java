package io.convoy.jobs.work;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convoy.spark.run.ExecutorMemory;
import org.junit.jupiter.api.Test;

class MemoryNeedTest {

  /** More than any driver of a test has. */
  private static final long HUGE = 1L << 50;

  @Test
  void whereTasksRunIsWhereMemoryIsNeeded() {
    MemoryNeed much = MemoryNeed.of(HUGE);
    assertThatCode(() -> much.check("a group is large", new ExecutorMemory(false, 2 * HUGE, 4)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> much.check("a group is large", new ExecutorMemory(true, 0, 4)))
        .hasMessageContaining("a group is large, which needs about 1073742")
        .hasMessageContaining("the driver has")
        .hasMessageContaining("--driver-memory");
    assertThatThrownBy(
            () ->
                MemoryNeed.of(1L << 30)
                    .check("a group is large", new ExecutorMemory(false, 1L << 30, 4)))
        .hasMessage(
            "not enough memory: a group is large, which needs about 1325 MB, and an executor has"
                + " 1024 MB; give --conf spark.executor.memory=1837m");
  }
}
