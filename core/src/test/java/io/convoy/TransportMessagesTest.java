package io.convoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What is wrong, where, the value, and what is allowed. */
class TransportMessagesTest {

  private static final double[][] TWO = {{0, 1}, {2, 3}};
  private static final double[] HALVES = {0.5, 0.5};

  private static void assertRefused(ThrowingCallable call, String message) {
    IllegalArgumentException refusal = catchThrowableOfType(IllegalArgumentException.class, call);
    assertThat(refusal).isNotNull();
    assertThat(refusal).hasMessage(message);
  }

  @Test
  void rowsAreFiniteAndOfOneLength() {
    assertRefused(() -> Transport.between(null, TWO), "x must have at least one row, got null");
    assertRefused(
        () -> Transport.between(TWO, new double[0][]), "y must have at least one row, got none");
    assertRefused(
        () -> Transport.between(new double[][] {{}}, TWO),
        "x[0] must have at least one value, got none");
    assertRefused(
        () -> Transport.between(new double[][] {{1}, null}, TWO),
        "x[1] must be a row of numbers, got null");
    assertRefused(
        () -> Transport.between(new double[][] {{1, 2}, {3}}, TWO),
        "rows must be of equal length, got 1 values in x[1] and 2 in x[0]");
    assertRefused(
        () -> Transport.between(TWO, new double[][] {{1, 2}, {3, Double.NaN}, {1, 2}}),
        "y[1][1] must be finite, got NaN");
    assertRefused(
        () -> Transport.between(new double[][] {{Double.NEGATIVE_INFINITY, 0}}, TWO),
        "x[0][0] must be finite, got -Infinity");
    assertRefused(
        () -> Transport.between(TWO, new double[][] {{1, 2, 3}}),
        "rows must be of equal length, got 2 values in each of x and 3 in each of y");
  }

  @Test
  void weightsAreAProbability() {
    Transport question = Transport.between(TWO, TWO);
    assertRefused(
        () -> question.weights(null, HALVES),
        "a must have one weight per row, got null for 2 rows");
    assertRefused(
        () -> question.weights(HALVES, new double[] {1}),
        "b must have one weight per row, got 1 for 2 rows");
    assertRefused(
        () -> question.weights(new double[] {1.5, -0.5}, HALVES),
        "a[1] must be >= 0 and finite, got -0.5");
    assertRefused(
        () -> question.weights(HALVES, new double[] {Double.NaN, 1}),
        "b[0] must be >= 0 and finite, got NaN");
    assertRefused(
        () -> question.weights(new double[] {1, 1}, HALVES),
        "a must sum to 1 within 1.0E-6, got 2.0: divide every weight by that");
    assertRefused(
        () -> question.weights(HALVES, new double[] {0, 0}),
        "b must sum to 1 within 1.0E-6, got 0.0: at least one must be > 0");
  }

  @Test
  void verbsSayWhatTheyTake() {
    Transport question = Transport.between(TWO, TWO);
    assertRefused(
        () -> question.tolerance(Double.NaN), "tolerance must be > 0 and finite, got NaN");
    assertRefused(() -> question.maxIterations(0), "maxIterations must be >= 1, got 0");
    assertRefused(() -> question.threads(0), "threads must be >= 1, got 0");
    assertRefused(() -> question.epsilon(0), "epsilon must be > 0 and finite, got 0.0");
    assertRefused(
        () -> question.epsilon("tiny"),
        "epsilon must be a number > 0, or one followed by std or mean such as 0.05std, got tiny");
    assertRefused(() -> question.blur(-1), "blur must be > 0 and finite, got -1.0");
    assertRefused(
        () -> question.precision("half"), "precision must be one of float, double, got half");
    assertRefused(
        () -> question.solver("lbfgs"),
        "solver must be one of auto, sinkhorn, momentum, anderson, newton, got lbfgs");
    assertRefused(
        () -> question.blur(1).cost("cosine").solve(),
        "blur is defined for the cost sqeuclidean only, got cost cosine: give epsilon instead");
  }

  @Test
  void marginalsMustLeaveAPlan() {
    Transport question = Transport.between(TWO, TWO);
    assertRefused(() -> question.mass(-1).solve(), "mass must be > 0 and finite, got -1.0");
    assertRefused(
        () -> question.mass(2).solve(),
        "mass 2.0 cannot be moved under source-marginal at-most, which allows from 0.0 to 1.0");
    assertRefused(
        () -> question.marginals("at-most").solve(),
        "source-marginal at-most and target-marginal at-most are both met by moving nothing, at no"
            + " cost: give a mass, or make one of them exact, kl, tv or a range above 0");
    assertRefused(
        () -> question.marginals("range:2,3", "range:0.5,1").solve(),
        "source-marginal range:2.0,3.0 and target-marginal range:0.5,1.0 have no total mass in"
            + " common: widen one of the ranges until they overlap");
    assertRefused(
        () -> question.marginals("exact", "range:2,3").solve(),
        "target-marginal range:2.0,3.0 cannot take the mass 1 of an exact source: the range must"
            + " reach 1");
    assertRefused(
        () -> question.marginals("exact", "at-most").solve(),
        "target-marginal at-most is exact where the source is, for the weights of both sum to 1:"
            + " say exact, give capacities such as range:0,2, or give a mass");
    assertRefused(
        () -> question.mass(1).solve(),
        "mass 1.0 is all that source-marginal at-most allows: leave mass away and make the marginal"
            + " exact");
    assertRefused(
        () -> question.marginals("kl:1", "exact").solve().divergence(),
        "a divergence needs the same rule on both sides and no given mass, got kl:1.0 and exact");
  }

  @Test
  void solutionsSayWhatTheyTake() {
    TransportSolution solution = Transport.between(TWO, TWO).solve();
    assertRefused(() -> solution.plan(0), "plan entries per row must be >= 1, got 0");
    assertRefused(
        () -> solution.map(new double[][] {{1}}),
        "rows must be of equal length, got 1 values in each of points and 2 in each of y");
    assertRefused(
        () -> solution.map(new double[][] {{1, Double.NaN}}),
        "points[0][1] must be finite, got NaN");
  }
}
