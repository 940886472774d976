package io.convoy.jobs.project;

import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.project.Mixtures.Mixture;
import io.convoy.jobs.report.Picture;
import io.convoy.mixture.MixtureTransport;
import io.convoy.mixture.Performance;
import io.convoy.mixture.PerformanceFit;
import io.convoy.mixture.PerformanceForm;
import io.convoy.mixture.SizeProjection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Fits per size of pilots, and what they say together of another size. */
final class Stages {

  /** Place of a pilot's size among its numbers, and of its performance. */
  static final int SIZE = 0;

  static final int PERFORMANCE = 1;

  /** The pilots of one size, fitted, and by their shares alone for comparison. */
  record Stage(
      double size,
      double[][] shares,
      double[] costs,
      double[] performances,
      PerformanceFit fit,
      PerformanceFit linear) {}

  private final PerformanceForm form;
  private final List<Stage> stages;

  private Stages(PerformanceForm form, List<Stage> stages) {
    this.form = form;
    this.stages = stages;
  }

  /**
   * Fits pilots, which are in the order of their sizes, by the form of least error in leaving one
   * out among those that they determine.
   *
   * @throws JobFailure if they determine none
   */
  static Stages fit(
      List<Mixture> pilots, MixtureTransport transport, FormChoice choice, List<String> sources) {
    Map<Double, List<Mixture>> bySize = new TreeMap<>();
    for (Mixture pilot : pilots) {
      bySize.computeIfAbsent(pilot.numbers()[SIZE], size -> new ArrayList<>()).add(pilot);
    }
    Stages best = null;
    String firstLack = "";
    for (PerformanceForm form : choice.forms()) {
      String lack = lack(bySize, form, sources.size());
      if (lack.isEmpty()) {
        List<Stage> stages = new ArrayList<>();
        bySize.forEach((size, runs) -> stages.add(stage(size, runs, transport, form)));
        Stages fitted = new Stages(form, stages);
        lack = fitted.undetermined(sources.size());
        if (lack.isEmpty() && (best == null || fitted.leftOutError() < best.leftOutError())) {
          best = fitted;
        }
      }
      firstLack = firstLack.isEmpty() ? lack : firstLack;
    }
    if (best == null) {
      throw JobFailure.badInput(firstLack);
    }
    return best;
  }

  private static Stage stage(
      double size, List<Mixture> runs, MixtureTransport transport, PerformanceForm form) {
    double[][] shares = runs.stream().map(Mixture::shares).toArray(double[][]::new);
    double[] costs = Arrays.stream(shares).mapToDouble(p -> transport.at(p).value()).toArray();
    double[] performances = runs.stream().mapToDouble(run -> run.numbers()[PERFORMANCE]).toArray();
    return new Stage(
        size,
        shares,
        costs,
        performances,
        PerformanceFit.of(form, shares, costs, performances),
        PerformanceFit.of(PerformanceForm.SHARES, shares, costs, performances));
  }

  /** Returns what is missing for a fit and for leaving one run out of it, empty if nothing is. */
  private static String lack(Map<Double, List<Mixture>> bySize, PerformanceForm form, int sources) {
    int coefficients = form.coefficients(sources);
    for (Map.Entry<Double, List<Mixture>> runs : bySize.entrySet()) {
      int count = runs.getValue().size();
      long different =
          runs.getValue().stream().map(run -> Arrays.toString(run.shares())).distinct().count();
      if (count <= coefficients || different < coefficients) {
        return "pilots of size "
            + rows(runs.getKey())
            + " are "
            + count
            + ", of "
            + different
            + " different mixtures, and the form "
            + form
            + " has "
            + coefficients
            + " coefficients; make at least "
            + (coefficients + 1)
            + " pilots of every size, of "
            + coefficients
            + " different mixtures"
            + (form == PerformanceForm.FULL ? ", or give --form linear" : "");
      }
    }
    return "";
  }

  /** Returns which coefficients the mixtures leave open, empty if none. */
  private String undetermined(int sources) {
    int coefficients = form.coefficients(sources);
    return stages.stream()
        .filter(stage -> stage.fit().rank() < coefficients)
        .findFirst()
        .map(
            stage ->
                "pilots of size "
                    + rows(stage.size())
                    + " determine only "
                    + stage.fit().rank()
                    + " of the "
                    + coefficients
                    + " coefficients of the form "
                    + form
                    + "; make some of mixtures that differ more")
        .orElse("");
  }

  private double leftOutError() {
    return error(stage -> stage.fit().leftOut());
  }

  /** Returns a size as people write it. */
  static String rows(double size) {
    return size == Math.rint(size) ? String.valueOf((long) size) : String.valueOf(size);
  }

  /** Returns the fits, by ascending size. */
  List<Stage> all() {
    return stages;
  }

  /** Returns the fit of the largest size. */
  Stage last() {
    return stages.get(stages.size() - 1);
  }

  /** Returns how performance at the sizes becomes that at another. */
  SizeProjection projection(double size) {
    return SizeProjection.of(stages.stream().mapToDouble(Stage::size).toArray(), size);
  }

  /** Returns performance at a size. */
  Performance at(double size) {
    return projection(size)
        .project(
            stages.stream().map(stage -> stage.fit().performance()).toArray(Performance[]::new));
  }

  /** Returns performance at a size by shares alone. */
  Performance linearAt(double size) {
    return projection(size)
        .project(
            stages.stream().map(stage -> stage.linear().performance()).toArray(Performance[]::new));
  }

  /** Returns every pilot against the fit to the others of its size, if this machine can draw. */
  Optional<Picture> picture() {
    return FitPicture.of(
        stages.stream().map(stage -> "size " + rows(stage.size())).toList(),
        stages.stream().map(stage -> minus(stage.performances(), stage.fit().leftOut())).toList(),
        stages.stream().map(Stage::performances).toList());
  }

  private static double[] minus(double[] left, double[] right) {
    return IntStream.range(0, left.length).mapToDouble(r -> left[r] - right[r]).toArray();
  }

  /** Writes what the fits are worth. */
  void describe(Map<String, Object> numbers) {
    numbers.put("form", form.toString());
    numbers.put("coefficients", form.coefficients(stages.get(0).shares()[0].length));
    numbers.put("fit-error", error(stage -> stage.fit().residuals()));
    numbers.put("loo-error", leftOutError());
    numbers.put("baseline-linear-error", error(stage -> stage.linear().leftOut()));
    if (stages.size() > 2) {
      heldOut(numbers);
    }
    List<Map<String, Object>> fits = new ArrayList<>();
    for (Stage stage : stages) {
      Map<String, Object> fit = new LinkedHashMap<>();
      fit.put("size", stage.size());
      fit.put("pilots", stage.costs().length);
      fit.put("r-squared", stage.fit().rSquared());
      fit.put("fit-error", PerformanceFit.meanMagnitude(stage.fit().residuals()));
      fit.put("loo-error", PerformanceFit.meanMagnitude(stage.fit().leftOut()));
      fit.put("baseline-linear-error", PerformanceFit.meanMagnitude(stage.linear().leftOut()));
      fits.add(fit);
    }
    numbers.put("fits", fits);
  }

  private double error(Function<Stage, double[]> residuals) {
    return PerformanceFit.meanMagnitude(
        stages.stream().flatMapToDouble(stage -> Arrays.stream(residuals.apply(stage))).toArray());
  }

  /** Projects to the largest size from the others, and compares. */
  private void heldOut(Map<String, Object> numbers) {
    Stages smaller = new Stages(form, stages.subList(0, stages.size() - 1));
    Performance projected = smaller.at(last().size());
    Performance same = smaller.last().fit().performance();
    numbers.put("projection-error", errorAtLast(projected));
    numbers.put("baseline-last-size-error", errorAtLast(same));
  }

  private double errorAtLast(Performance guess) {
    Stage last = last();
    return PerformanceFit.meanMagnitude(
        IntStream.range(0, last.costs().length)
            .mapToDouble(
                r -> last.performances()[r] - guess.value(last.shares()[r], last.costs()[r]))
            .toArray());
  }
}
