package io.convoy.robust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.convoy.robust.Gate.Contribution;
import io.convoy.robust.Gate.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateTest {

  @Test
  void everyKindOfBrokenContributionIsDroppedForItsReason() {
    Gate.Verdict verdict =
        new Gate(Gate.USUAL)
            .judge(
                List.of(
                    new Contribution(6, 4, 10, 1.3),
                    new Contribution(0, 4, 10, 1),
                    new Contribution(1, 4, 10, Double.NaN),
                    new Contribution(2, 3, 10, 1),
                    new Contribution(3, -1, 0, 0),
                    new Contribution(4, 4, 9, 1),
                    new Contribution(5, 4, 10, 1e30),
                    new Contribution(7, 4, 10, 0)),
                4,
                10);
    assertThat(verdict.passed()).containsExactly(0, 6, 7);
    assertThat(verdict.dropped())
        .containsEntry(1, Reason.NOT_FINITE)
        .containsEntry(2, Reason.STALE)
        .containsEntry(3, Reason.ABSENT)
        .containsEntry(4, Reason.WRONG_LENGTH)
        .containsEntry(5, Reason.ABSURD_NORM)
        .hasSize(5);
  }

  @Test
  void aMinorityOfHugeVectorsCannotMoveWhatCountsAsHuge() {
    Gate.Verdict verdict =
        new Gate(100)
            .judge(
                List.of(
                    new Contribution(0, 1, 2, 1),
                    new Contribution(1, 1, 2, 1e20),
                    new Contribution(2, 1, 2, 1),
                    new Contribution(3, 1, 2, 1e20)),
                1,
                2);
    assertThat(verdict.passed()).containsExactly(0, 2);
  }

  @Test
  void aFactorThatWouldDropTheMedianIsRefused() {
    assertThatThrownBy(() -> new Gate(1)).hasMessage("the gate's factor must be > 1, got 1.0");
  }
}
