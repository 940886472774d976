package io.convoy.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.convoy.geometry.GroundCost;
import io.convoy.geometry.Precision;
import io.convoy.iterate.Termination;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Problems whose masses need not equal their weights, judged by their certificates and plans. */
class RelaxedMarginalsTest {

  private static final GroundCost COST = GroundCost.SQUARED_EUCLIDEAN;

  private static SolverSettings settings(double epsilon, double tolerance) {
    return SolverSettings.defaults()
        .withEpsilon(new Epsilon(epsilon, Epsilon.Unit.COST))
        .withAccuracy(tolerance, Precision.DOUBLE)
        .withMaxIterations(20_000);
  }

  private static DualOracle oracle(
      Clouds rows, Clouds columns, RowRule rowRule, MarginalRule columnRule, double mass) {
    return new DualOracle(
        rows.runner(),
        new TransportProblem(
            columns.columnsFor(rows, COST), columns.weights(), rowRule, columnRule, mass));
  }

  /** A row rule, a column rule and, if it is given, a mass. */
  record Sides(RowRule rows, MarginalRule columns, double mass) {

    /** Where rows are bounded from below, capping a column can make the plan infeasible. */
    boolean isCertified() {
      return !(rows instanceof MarginalRule.Range range
          && range.lower() > 0
          && columns.upper() < Double.POSITIVE_INFINITY);
    }
  }

  @Provide
  Arbitrary<Sides> sides() {
    MarginalRule exact = new MarginalRule.Exact();
    MarginalRule kl = new MarginalRule.Kl(0.5);
    MarginalRule tv = new MarginalRule.Tv(0.4);
    MarginalRule range = new MarginalRule.Range(0.5, 1.3);
    double none = Double.NaN;
    return Arbitraries.of(
        new Sides(exact, kl, none),
        new Sides(kl, exact, none),
        new Sides(kl, new MarginalRule.Kl(2), none),
        new Sides(exact, tv, none),
        new Sides(tv, exact, none),
        new Sides(tv, tv, none),
        new Sides(exact, range, none),
        new Sides(range, exact, none),
        new Sides(range, range, none),
        new Sides(range, kl, none),
        new Sides(exact, new MarginalRule.Range(0, 2), none),
        new Sides(exact, MarginalRule.Range.FREE, none),
        new Sides(kl, MarginalRule.Range.AT_MOST, none),
        new Sides(MarginalRule.Range.AT_MOST, tv, none),
        new Sides(MarginalRule.Range.AT_MOST, MarginalRule.Range.AT_MOST, 0.6),
        new Sides(MarginalRule.Range.AT_MOST, kl, 0.6),
        new Sides(kl, MarginalRule.Range.AT_MOST, 0.3),
        new Sides(new RowRule.Slack(0.4), kl, 0.6),
        new Sides(new RowRule.Slack(0.4), MarginalRule.Range.AT_MOST, 0.6));
  }

  /** What columns lack at the end, and what rows have room for, is near the rounding of masses. */
  @Example
  void roundingIsNoLackOfRoom() {
    Sides sides = new Sides(new MarginalRule.Tv(0.4), new MarginalRule.Exact(), Double.NaN);
    for (long seed : new long[] {-1346269, -8956891660662838293L}) {
      theGapClosesAndThePlanKeepsTheRules(sides, seed);
    }
  }

  @Property(tries = 120)
  void theGapClosesAndThePlanKeepsTheRules(@ForAll("sides") Sides sides, @ForAll long seed) {
    Clouds rows = Clouds.random(seed, 30, 2, 0);
    Clouds columns = Clouds.random(seed + 1, 23, 2, 0.4);
    try (DualOracle oracle = oracle(rows, columns, sides.rows, sides.columns, sides.mass)) {
      TransportResult result = TransportSolver.solve(oracle, settings(0.05, 1e-9));
      assertThat(result.termination()).isInstanceOf(Termination.Converged.class);
      Certificate certificate = result.certificate().orElseThrow();
      if (sides.isCertified()) {
        assertThat(certificate.gap()).isBetween(0.0, 1e-6);
      }
      double[] f = Clouds.rowPotentials(oracle, result);
      double[][] plan =
          Clouds.plan(rows, columns, COST, f, result.columnPotentials(), result.epsilon());
      double total = 0;
      double objective = result.epsilon();
      double[] columnMass = new double[columns.weights().length];
      for (int i = 0; i < plan.length; i++) {
        double a = rows.weights()[i];
        double mass = Arrays.stream(plan[i]).sum();
        total += mass;
        objective += a * sides.rows.penalty(mass / a, result.epsilon());
        for (int j = 0; j < columnMass.length; j++) {
          double p = plan[i][j];
          columnMass[j] += p;
          double cost = COST.between(rows.points()[i], columns.points()[j]);
          double log = p > 0 ? Math.log(p / (a * columns.weights()[j])) : 0;
          objective += p * cost + result.epsilon() * p * (log - 1);
        }
      }
      for (int j = 0; j < columnMass.length; j++) {
        double b = columns.weights()[j];
        double u = columnMass[j] / b;
        assertThat(u).isBetween(sides.columns.lower() - 1e-6, sides.columns.upper() + 1e-6);
        double within = Math.max(sides.columns.lower(), Math.min(sides.columns.upper(), u));
        objective += b * sides.columns.penalty(within, result.epsilon());
      }
      if (!Double.isNaN(sides.mass)) {
        assertThat(total).isCloseTo(sides.mass, within(1e-8));
      }
      // strong duality, with the objective from its definition
      assertThat(objective).isCloseTo(certificate.dual(), within(1e-6));
      if (!Double.isNaN(certificate.exactLower() + certificate.exactUpper())) {
        assertThat(certificate.exactLower()).isLessThanOrEqualTo(certificate.exactUpper() + 1e-9);
      }
    }
  }

  @Property(tries = 60)
  void everyCertificateHoldsHoweverEarlyTheSolveStops(
      @ForAll("sides") Sides sides, @ForAll @DoubleRange(min = 1, max = 12) double iterations) {
    Clouds rows = Clouds.random(3, 30, 2, 0);
    Clouds columns = Clouds.random(4, 23, 2, 0.4);
    try (DualOracle oracle = oracle(rows, columns, sides.rows, sides.columns, sides.mass)) {
      SolverSettings settings = settings(0.05, 1e-10);
      Certificate solved = TransportSolver.solve(oracle, settings).certificate().orElseThrow();
      Certificate early =
          TransportSolver.solve(oracle, settings.withMaxIterations((int) iterations))
              .certificate()
              .orElseThrow();
      assertThat(early.dual()).isLessThanOrEqualTo(solved.dual() + 1e-8);
      if (!Double.isNaN(early.gap())) {
        assertThat(early.primalUpper()).isGreaterThanOrEqualTo(solved.dual() - 1e-8);
      }
      if (!Double.isNaN(early.exactUpper() + solved.exactLower())) {
        assertThat(early.exactUpper()).isGreaterThanOrEqualTo(solved.exactLower() - 1e-8);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "gauss2d, 0.3, 0.0024161442795704396, 0.002",
    "gauss2d, 0.7, 0.2643578883611474, 0.004",
    "digits64, 0.3, 0.9986021205356965, 0.03",
    "digits64, 0.7, 2.9805789620535705, 0.03"
  })
  void theLeastCostOfMovingAPartIsBracketed(
      String name, double mass, double exact, double epsilon) {
    Clouds rows = Clouds.fixture(name + "_source");
    Clouds columns = Clouds.fixture(name + "_target");
    MarginalRule atMost = MarginalRule.Range.AT_MOST;
    try (DualOracle oracle = oracle(rows, columns, atMost, atMost, mass)) {
      Certificate certificate =
          TransportSolver.solve(oracle, settings(epsilon, 1e-5).withMaxIterations(3000))
              .certificate()
              .orElseThrow();
      assertThat(exact).isBetween(certificate.exactLower(), certificate.exactUpper());
      assertThat(certificate.exactUpper() - certificate.exactLower())
          .isLessThan(0.05 * exact + epsilon);
    }
  }

  @Test
  void totalVariationAndTheMassItMovesSolveTheSameUnregularisedProblem() {
    // moving a unit of mass at cost C pays iff C < 2 rho: so tv is partial transport at its own
    // mass
    Clouds rows = Clouds.random(7, 40, 2, 0);
    Clouds columns = Clouds.random(8, 40, 2, 0.5);
    MarginalRule tv = new MarginalRule.Tv(0.15);
    MarginalRule atMost = MarginalRule.Range.AT_MOST;
    double epsilon = 0.002;
    try (DualOracle relaxed = oracle(rows, columns, tv, tv, Double.NaN)) {
      Certificate one =
          TransportSolver.solve(relaxed, settings(epsilon, 1e-6)).certificate().orElseThrow();
      assertThat(one.mass()).isBetween(0.1, 0.9);
      try (DualOracle partial = oracle(rows, columns, atMost, atMost, one.mass())) {
        Certificate other =
            TransportSolver.solve(partial, settings(epsilon, 1e-6)).certificate().orElseThrow();
        double price = 2 * 0.15 * (1 - one.mass());
        assertThat(one.exactUpper()).isCloseTo(other.exactUpper() + price, within(0.01));
        assertThat(one.exactLower()).isLessThanOrEqualTo(other.exactUpper() + price);
      }
    }
  }

  @Test
  void whereRowsMayGoAnywhereEachGoesToItsNearest() {
    Clouds rows = Clouds.random(11, 50, 2, 0);
    Clouds columns = Clouds.random(12, 20, 2, 0);
    double nearest = 0;
    for (int i = 0; i < 50; i++) {
      double best = Double.POSITIVE_INFINITY;
      for (double[] y : columns.points()) {
        best = Math.min(best, COST.between(rows.points()[i], y));
      }
      nearest += rows.weights()[i] * best;
    }
    try (DualOracle oracle =
        oracle(rows, columns, new MarginalRule.Exact(), MarginalRule.Range.FREE, Double.NaN)) {
      TransportResult result = TransportSolver.solve(oracle, settings(1e-4, 1e-9));
      Certificate certificate = result.certificate().orElseThrow();
      assertThat(certificate.exactLower()).isCloseTo(nearest, within(1e-12));
      assertThat(certificate.cost()).isCloseTo(nearest, within(1e-3));
    }
  }

  @Test
  void translationSavesMostSweepsWhereMassIsPulledSoftly() {
    Clouds rows = Clouds.fixture("gauss2d_source");
    Clouds columns = Clouds.fixture("gauss2d_target");
    try (DualOracle oracle = Clouds.relaxed(rows, columns, 43.34956995619117)) {
      SolverSettings plain =
          new SolverSettings(
              new Epsilon(0.21674784978095585, Epsilon.Unit.COST),
              1e-9,
              3000,
              Precision.DOUBLE,
              true,
              SolverMethod.SINKHORN);
      // Sinkhorn alone takes 2406 sweeps
      assertThat(TransportSolver.solve(oracle, plain).trace()).hasSizeLessThan(600);
    }
  }

  @Test
  void theMassOfTwoPointsOfUnequalMassIsTheFormulas() {
    // m0 = 1.5, m1 = 0.6 are weights 1 under penalties scaled into the cost: log m enters f and g
    double rho = 0.5;
    double epsilon = 0.1;
    double cost = 0.8;
    Clouds here = Clouds.uniform(new double[][] {{0}});
    Clouds there = Clouds.uniform(new double[][] {{Math.sqrt(cost)}});
    try (DualOracle oracle = Clouds.relaxed(here, there, rho)) {
      Certificate certificate =
          TransportSolver.solve(oracle, settings(epsilon, 1e-12)).certificate().orElseThrow();
      double scale = Math.pow(1.5 * 0.6, (rho + epsilon) / (2 * rho + epsilon));
      assertThat(certificate.mass() * scale).isCloseTo(0.456237, within(1e-6));
    }
  }
}
