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
