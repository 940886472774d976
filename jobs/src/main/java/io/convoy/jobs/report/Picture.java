package io.convoy.jobs.report;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.knowm.xchart.internal.chartpart.Chart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A drawing as PNG.
 *
 * @param name the file it is saved as, without suffix
 */
public record Picture(String name, byte[] png) {

  private static final Logger LOG = LoggerFactory.getLogger(Picture.class);

  /**
   * Returns the convergence curve, if an iteration left a positive error and this machine can draw;
   * that of the loss where nothing says when to stop.
   */
  public static Optional<Picture> ofConvergence(RunReport report, double tolerance) {
    var trace = ConvergencePicture.drawable(report.trace());
    return trace.isEmpty()
        ? Optional.empty()
        : draw(
            tolerance > 0 ? "convergence" : "loss",
            () ->
                ConvergencePicture.draw(
                    trace, tolerance, report.job().equals("lasso") ? "lambda" : "epsilon"));
  }

  /** Returns the two clouds and their matching, if there are points and this machine can draw. */
  public static Optional<Picture> ofMatching(Clouds clouds) {
    return clouds.source().length == 0 || clouds.target().length == 0
        ? Optional.empty()
        : draw("matching", () -> MatchingPicture.draw(clouds));
  }

  /** Returns how parameters move along the path, if this machine can draw. */
  public static Optional<Picture> ofPath(double[] lambdas, double[][] parameters) {
    return draw("path", () -> PathPicture.parameters(lambdas, parameters));
  }

  /**
   * Returns the held-out error along the path, if this machine can draw.
   *
   * @param chosen the lambda taken
   */
  public static Optional<Picture> ofErrors(double[] lambdas, double[] errors, double chosen) {
    return draw("errors", () -> PathPicture.errors(lambdas, errors, chosen));
  }

  /**
   * Returns the held-out error by epoch, if there is one and this machine can draw.
   *
   * @param curve loss and error of every epoch
   * @param name of the error
   */
  public static Optional<Picture> ofLearning(double[] curve, String name) {
    double[] errors = new double[curve.length / 2];
    for (int k = 0; k < errors.length; k++) {
      errors[k] = curve[2 * k + 1];
    }
    return errors.length == 0 || !Double.isFinite(errors[0])
        ? Optional.empty()
        : draw("learning", () -> LearningPicture.draw(errors, name));
  }

  /** Returns the clusters on their map, if this machine can draw. */
  public static Optional<Picture> ofClusters(double[] across, double[] up, int[] clusters) {
    return draw("clusters", () -> ClusterPicture.draw(across, up, clusters));
  }

  /**
   * Returns what runs reached against what a fit to the others says, if this machine can draw.
   *
   * @param names of the series, different
   * @param fitted one array per series
   * @param measured likewise
   */
  public static Optional<Picture> ofFit(
      List<String> names, List<double[]> fitted, List<double[]> measured) {
    return draw("fit", () -> FitPicture.draw(names, fitted, measured));
  }

  /** Returns the accuracies of rules under attacks, if this machine can draw. */
  public static Optional<Picture> ofTournament(
      List<String> rules, List<String> attacks, List<double[]> accuracies) {
    return draw("tournament", () -> TournamentPicture.draw(rules, attacks, accuracies));
  }

  private static Optional<Picture> draw(String name, Supplier<? extends Chart<?, ?>> draw) {
    System.setProperty("java.awt.headless", "true");
    try {
      return Optional.of(new Picture(name, Look.png(draw.get())));
    } catch (RuntimeException | LinkageError | InternalError noFonts) {
      // Slim container images lack fonts or the libraries to draw them; the numbers do not need
      // them.
      LOG.warn("cannot draw the {} picture on this machine", name, noFonts);
      return Optional.empty();
    }
  }
}
