package io.convoy.jobs.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

  @Test
  void theFewestEditsWin() {
    assertThat(Nearest.hint("toleranse", List.of("epsilon", "tolerance", "target")))
        .isEqualTo("; the nearest is 'tolerance'");
  }

  @Test
  void caseDoesNotCountAndTiesAreAlphabetical() {
    assertThat(Nearest.hint("WEIGHT", List.of("height", "weight"))).contains("'weight'");
    assertThat(Nearest.hint("a", List.of("c", "b"))).contains("'b'");
  }

  @Test
  void withoutCandidatesThereIsNoHint() {
    assertThat(Nearest.hint("a", List.of())).isEmpty();
  }
}
