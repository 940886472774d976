package io.convoy.jobs.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PrintableTest {

  @Test
  void ordinaryTextStays() {
    String text = "row 'é\uD83D\uDE80 אב' has weight -1";
    assertThat(Printable.line(text)).isEqualTo(text);
  }

  @Test
  void whatATerminalObeysIsEscaped() {
    assertThat(Printable.line("a\nb\u001B[31mc\u202Ed")).isEqualTo("a\\nb\\u001b[31mc\\u202ed");
  }

  @Test
  void aLongIdLosesItsMiddle() {
    assertThat(Printable.line("id '" + "x".repeat(100_000) + "' is null"))
        .hasSizeLessThan(1100)
        .startsWith("id 'xx")
        .endsWith("x' is null");
  }

  @Property
  void aLineHasNoControls(@ForAll String text) {
    assertThat(Printable.line(text)).doesNotContainPattern("\\p{Cntrl}");
  }
}
