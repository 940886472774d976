package io.convoy.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules against the penalties they come from, by brute force over the fraction moved. */
class MarginalRuleTest {

  @Provide
  Arbitrary<RowRule> rowRules() {
    return Arbitraries.oneOf(
        columnRules(),
        Arbitraries.of(new RowRule.Slack(0.1), new RowRule.Slack(0.7), new RowRule.Slack(2)));
  }

  @Provide
  Arbitrary<MarginalRule> columnRules() {
    return Arbitraries.of(
        new MarginalRule.Kl(0.3),
        new MarginalRule.Kl(4),
        new MarginalRule.Tv(0.4),
        new MarginalRule.Tv(2),
        MarginalRule.Range.AT_MOST,
        new MarginalRule.Range(0.5, 1.5),
        new MarginalRule.Range(0.9, 3));
  }

  @Property
  void rowsMoveTheFractionThatBruteForceFinds(
      @ForAll("rowRules") RowRule rule,
      @ForAll @DoubleRange(min = -1.5, max = 1.5) double s,
      @ForAll @DoubleRange(min = 0.2, max = 2) double epsilon) {
    DoubleUnaryOperator dual =
        u -> u * s + epsilon * (u * Math.log(u) - u + 1) + rule.penalty(u, epsilon);
    double u = argmin(dual);
    assertThat(Math.exp(rule.rowLogFraction(s, epsilon))).isCloseTo(u, within(1e-3 * (1 + u)));
    assertThat(rule.rowValue(s, epsilon))
        .isCloseTo(dual.applyAsDouble(u), within(1e-5 * (1 + u * u)));
    assertThat(rule.rowPotential(s, epsilon))
        .isCloseTo(s + epsilon * rule.rowLogFraction(s, epsilon), within(1e-12));
  }

  @Property
  void columnValuesAreTheConjugatesOfThePenalties(
      @ForAll("columnRules") MarginalRule rule, @ForAll @DoubleRange(min = -1, max = 1) double g) {
    DoubleUnaryOperator dual = u -> u * g + rule.penalty(u, 1);
    if (!(rule instanceof MarginalRule.Tv tv) || g >= -tv.rho()) {
      double u = argmin(dual);
      assertThat(rule.columnValue(g)).isCloseTo(dual.applyAsDouble(u), within(1e-3));
    } else {
      assertThat(rule.columnValue(g)).isEqualTo(Double.NEGATIVE_INFINITY);
    }
  }

  @Property
  void columnUpdatesMaximiseTheDual(
      @ForAll("columnRules") MarginalRule rule,
      @ForAll @DoubleRange(min = -2, max = 2) double balanced,
      @ForAll @DoubleRange(min = 0.2, max = 2) double epsilon) {
    DoubleUnaryOperator dual =
        g -> rule.columnValue(g) - epsilon * Math.exp((g - balanced) / epsilon);
    double g = rule.columnUpdate(balanced, epsilon);
    double best = dual.applyAsDouble(g);
    for (double step : new double[] {1e-4, 1e-2, 0.3}) {
      assertThat(dual.applyAsDouble(g - step)).isLessThanOrEqualTo(best + 1e-12);
      assertThat(dual.applyAsDouble(g + step)).isLessThanOrEqualTo(best + 1e-12);
    }
  }

  @Property
  void aBoldStepStaysInTheDomainAndOnItsSideOfTheKink(
      @ForAll("columnRules") MarginalRule rule,
      @ForAll @DoubleRange(min = -2, max = 2) double balanced,
      @ForAll @DoubleRange(min = -5, max = 5) double bold) {
    double best = rule.columnUpdate(balanced, 0.5);
    double settled = rule.settle(best, bold);
    assertThat(rule.columnValue(settled)).isGreaterThan(Double.NEGATIVE_INFINITY);
    assertThat(rule.settle(best, best)).isEqualTo(best);
  }

  /** The best of ever finer grids of logarithms; the functions may be infinite almost anywhere. */
  private static double argmin(DoubleUnaryOperator f) {
    double best = 1;
    for (double width = 20; width > 1e-9; width /= 4) {
      double centre = best;
      for (int k = -40; k <= 40; k++) {
        double u = centre * Math.exp(width * k / 40);
        if (f.applyAsDouble(u) < f.applyAsDouble(best)) {
          best = u;
        }
      }
    }
    return best;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"exact", "kl:0.5", "tv:2.0", "range:0.8,1.2", "at-most", "free", "range:0.0,2.0"})
  void aRuleIsReadAsItIsWritten(String text) {
    assertThat(MarginalRule.parse(text)).hasToString(text);
  }

  @Test
  void rulesThatAreTheSameAreEqual() {
    assertThat(List.of(MarginalRule.parse(" KL:1 "), MarginalRule.parse("range:0,1")))
        .containsExactly(new MarginalRule.Kl(1), MarginalRule.Range.AT_MOST);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "loose | a marginal must be exact, kl:RHO, tv:RHO",
        "kl | got 'kl'",
        "kl:x | got 'kl:x'",
        "kl:0 | rho must be > 0 and finite, got 0.0",
        "tv:NaN | rho must be > 0 and finite, got NaN",
        "range:1 | got 'range:1'",
        "range:2,1 | a range needs 0 <= A <= B and B > 0, got 2.0,1.0",
        "exact:1 | got 'exact:1'"
      })
  void badRulesAreRefusedInOneSentence(String text, String says) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MarginalRule.parse(text))
        .withMessageContaining(says);
  }
}
