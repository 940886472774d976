package io.convoy.jobs.project;

import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.project.Mixtures.Mixture;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.work.Ending;
import io.convoy.jobs.work.Holdings;
import io.convoy.jobs.work.Run;
import io.convoy.jobs.work.Solved;
import io.convoy.jobs.work.Stopwatch;
import io.convoy.jobs.work.Tables;
import io.convoy.mixture.MixtureAscent;
import io.convoy.mixture.MixtureTransport;
import io.convoy.mixture.Performance;
import io.convoy.transport.SolverSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Predicts performance from pilots, and recommends the mixture that promises most. */
final class ProjectSolve {

  private ProjectSolve() {}

  /**
   * Projects.
   *
   * @param run its tables sources, target, pilots and, where the settings have them, mixtures
   * @throws JobFailure if a table breaks its contract, or there are too few rows or pilots
   */
  static Solved solve(Run run, ProjectSettings settings) {
    Holdings held = new Holdings();
    try {
      return solve(run, settings, held);
    } catch (ArithmeticException overflow) {
      held.close();
      throw JobFailure.badInput(overflow.getMessage(), overflow);
    } catch (RuntimeException | Error failure) {
      held.close();
      throw failure;
    }
  }

  private static Solved solve(Run run, ProjectSettings settings, Holdings held) {
    Stopwatch watch = new Stopwatch();
    Tables<OpenTable> tables = run.tables();
    Sources sources = Sources.read(settings, tables.get("sources"), tables.get("target"), held);
    List<String> names = sources.names();
    List<Mixture> pilots = pilots(settings, tables.get("pilots"), names);
    Optional<List<Mixture>> asked =
        tables.find("mixtures").map(table -> Mixtures.read(table, names, List.of()));
    double[] caps = caps(settings, sources);
    watch.lap("read");

    MixtureTransport transport = transport(settings, sources);
    Stages stages = Stages.fit(pilots, transport, settings.form(), names);
    watch.lap("fit");
    double size = stages.all().size() > 1 ? settings.size() : stages.last().size();
    MixtureAscent.Objective objective = objective(transport, stages.at(size));
    Mixture best = best(pilots);
    MixtureAscent.Top top =
        MixtureAscent.climb(objective, caps, starts(best, pilots, objective, names.size()));
    watch.lap("climb");

    ProjectTables written = new ProjectTables(run.spark(), settings, sources, stages, transport);
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("recommended", Mixtures.named(names, top.shares()));
    numbers.put("predicted-performance", top.slope().value());
    numbers.put("predicted-at-size", size);
    MixtureTransport.Cost cost = transport.at(top.shares());
    numbers.put(
        "last-size-performance",
        stages.last().fit().performance().value(top.shares(), cost.value()));
    numbers.put("best-pilot", described(best, names));
    numbers.put("best-pilot-predicted", objective.at(best.shares()).value());
    numbers.put("transport-cost", cost.value());
    numbers.put("epsilon", transport.epsilon());
    numbers.put("noise-amplification", stages.projection(size).noiseAmplification());
    stages.describe(numbers);
    numbers.put("ascent-steps", top.steps());
    Map<String, Dataset<Row>> rows = new LinkedHashMap<>();
    rows.put("mixture", written.mixture(top));
    rows.put("pilots", written.pilots(pilots));
    asked.ifPresent(mixtures -> rows.put("predictions", written.predictions(mixtures, size)));
    if (settings.quarantine()) {
      rows.put("quarantined", sources.quarantined());
    }
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("sources", sources.total());
    counts.put("target", sources.targetCount());
    counts.put("pilots", (long) pilots.size());
    asked.ifPresent(mixtures -> counts.put("mixtures", (long) mixtures.size()));
    watch.lap("predict");
    numbers.put("transports", transport.solved());
    numbers.put("transports-unconverged", transport.unconverged());
    return new Solved.Of(Ending.DONE, counts, numbers)
        .headline(ProjectHeadline.of(numbers))
        .tables(rows)
        .picture(stages.picture())
        .timings(watch.laps())
        .by("memory")
        .holding(held::close);
  }

  private static MixtureAscent.Objective objective(
      MixtureTransport transport, Performance performance) {
    return shares -> {
      MixtureTransport.Cost cost = transport.at(shares);
      return new MixtureAscent.Slope(
          performance.value(shares, cost.value()),
          performance.gradient(shares, cost.value(), cost.potentials()));
    };
  }

  private static Map<String, Object> described(Mixture pilot, List<String> names) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("shares", Mixtures.named(names, pilot.shares()));
    described.put("size", pilot.numbers()[Stages.SIZE]);
    described.put("performance", pilot.numbers()[Stages.PERFORMANCE]);
    return described;
  }

  private static MixtureTransport transport(ProjectSettings settings, Sources sources) {
    try {
      return MixtureTransport.of(
          sources.rows(),
          sources.target(),
          SolverSettings.defaults().withEpsilon(settings.epsilon()));
    } catch (IllegalArgumentException misfit) { // of epsilon and the costs
      throw JobFailure.usage(misfit.getMessage(), misfit);
    }
  }

  private static List<Mixture> pilots(
      ProjectSettings settings, OpenTable table, List<String> sources) {
    List<String> further = List.of(ProjectSettings.SIZE, settings.performance());
    for (String column : further) {
      if (sources.contains(column)) {
        throw JobFailure.badInput(
            "sources: a source cannot be called '" + column + "', as a column of pilots is");
      }
    }
    List<Mixture> pilots = Mixtures.read(table, sources, further);
    for (Mixture pilot : pilots) {
      double size = pilot.numbers()[Stages.SIZE];
      if (!(size > 0)) {
        throw JobFailure.badInput("pilots: size must be > 0, got " + Stages.rows(size));
      }
    }
    return pilots;
  }

  private static double[] caps(ProjectSettings settings, Sources sources) {
    double[] caps = new double[sources.counts().length];
    Arrays.fill(caps, 1);
    if (settings.replacement()) {
      return caps;
    }
    if (sources.total() < settings.size()) {
      throw new JobFailure(
          ExitCode.INFEASIBLE,
          "size is "
              + settings.size()
              + " rows and the sources have "
              + sources.total()
              + "; ask for at most that many, or give --replacement",
          null);
    }
    for (int s = 0; s < caps.length; s++) {
      caps[s] = sources.counts()[s] / (double) settings.size();
    }
    return caps;
  }

  /** Returns the best run of the largest size. */
  private static Mixture best(List<Mixture> pilots) {
    double largest = pilots.get(pilots.size() - 1).numbers()[Stages.SIZE];
    return pilots.stream()
        .filter(pilot -> pilot.numbers()[Stages.SIZE] == largest)
        .max(Comparator.comparingDouble(pilot -> pilot.numbers()[Stages.PERFORMANCE]))
        .orElseThrow();
  }

  /** Returns every corner, equal shares, the best run's and those of most promise among runs. */
  private static List<double[]> starts(
      Mixture best, List<Mixture> pilots, MixtureAscent.Objective objective, int sources) {
    List<double[]> starts = new ArrayList<>();
    starts.add(best.shares());
    starts.add(
        pilots.stream()
            .map(Mixture::shares)
            .max(Comparator.comparingDouble(shares -> objective.at(shares).value()))
            .orElseThrow());
    double[] equal = new double[sources];
    Arrays.fill(equal, 1.0 / sources);
    starts.add(equal);
    for (int s = 0; s < sources; s++) {
      double[] corner = new double[sources];
      corner[s] = 1;
      starts.add(corner);
    }
    return starts;
  }
}
