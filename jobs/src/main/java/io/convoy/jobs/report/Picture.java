package io.convoy.jobs.report;

import java.util.Optional;
import java.util.function.Function;
import org.knowm.xchart.XYChart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A drawing as PNG, for light and for dark pages.
 *
 * @param name the file it is saved as, without suffix
 */
public record Picture(String name, byte[] light, byte[] dark) {

  private static final Logger LOG = LoggerFactory.getLogger(Picture.class);

  /**
   * Returns the convergence curve, if an iteration left a positive error and this machine can draw.
   */
  public static Optional<Picture> ofConvergence(RunReport report, double tolerance) {
    var trace = ConvergencePicture.drawable(report.trace());
    return trace.isEmpty()
        ? Optional.empty()
        : draw("convergence", theme -> ConvergencePicture.draw(trace, tolerance, theme));
  }

  /** Returns the two clouds and their matching, if there are points and this machine can draw. */
  public static Optional<Picture> ofMatching(Clouds clouds) {
    return clouds.source().length == 0 || clouds.target().length == 0
        ? Optional.empty()
        : draw("matching", theme -> MatchingPicture.draw(clouds, theme));
  }

  private static Optional<Picture> draw(String name, Function<Theme, XYChart> draw) {
    System.setProperty("java.awt.headless", "true");
    try {
      return Optional.of(new Picture(name, render(draw, Theme.LIGHT), render(draw, Theme.DARK)));
    } catch (RuntimeException | LinkageError | InternalError noFonts) {
      // Slim container images lack fonts or the libraries to draw them; the numbers do not need
      // them.
      LOG.warn("cannot draw the {} picture on this machine", name, noFonts);
      return Optional.empty();
    }
  }

  private static byte[] render(Function<Theme, XYChart> draw, Theme theme) {
    return theme.png(draw.apply(theme));
  }
}
