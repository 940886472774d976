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
 * @param caption what it shows
 */
public record Picture(String name, String caption, byte[] png) {

  private static final Logger LOG = LoggerFactory.getLogger(Picture.class);

  /**
   * Returns the convergence curve, if an iteration left a positive error and this machine can draw;
   * that of the loss where nothing says when to stop.
   *
   * @param tolerance the error that is a goal, or 0
   * @param strength what every stroke has another of
   */
  public static Optional<Picture> ofConvergence(
      List<TraceRow> iterations, double tolerance, String strength) {
    var trace = ConvergencePicture.drawable(iterations);
    return trace.isEmpty()
        ? Optional.empty()
        : draw(
            tolerance > 0 ? "convergence" : "loss",
            tolerance > 0
                ? "How the error fell; every stroke is one strength of the regularisation"
                : "The loss of every step: the median over workers of the mean over their batches",
            () -> ConvergencePicture.draw(trace, tolerance, strength));
  }

  /** Returns how parameters move along the path, if this machine can draw. */
  public static Optional<Picture> ofPath(double[] lambdas, double[][] parameters) {
    return draw(
        "path",
        "How parameters move as lambda grows; every line is one node's first parameter",
        () -> PathPicture.parameters(lambdas, parameters));
  }

  /**
   * Returns the held-out error along the path, if this machine can draw.
   *
   * @param chosen the lambda taken
   */
  public static Optional<Picture> ofErrors(double[] lambdas, double[] errors, double chosen) {
    return draw(
        "errors",
        "The error on held-out rows along the path; the circle is the lambda that was chosen",
        () -> PathPicture.errors(lambdas, errors, chosen));
  }

  /** Returns the clusters on their map, if this machine can draw. */
  public static Optional<Picture> ofClusters(double[] across, double[] up, int[] clusters) {
    return draw(
        "clusters",
        "The nodes on the map; the largest clusters have colours of their own",
        () -> ClusterPicture.draw(across, up, clusters));
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
    return draw(
        "fit",
        "What pilots reached against what the fit to all others says of them, by size",
        () -> FitPicture.draw(names, fitted, measured));
  }

  /** Returns a drawing, if this machine can draw. */
  public static Optional<Picture> draw(
      String name, String caption, Supplier<? extends Chart<?, ?>> draw) {
    System.setProperty("java.awt.headless", "true");
    try {
      return Optional.of(new Picture(name, caption, Look.png(draw.get())));
    } catch (RuntimeException | LinkageError | InternalError noFonts) {
      // Slim container images lack fonts or the libraries to draw them; the numbers do not need
      // them.
      LOG.warn("cannot draw the {} picture on this machine", name, noFonts);
      return Optional.empty();
    }
  }
}
