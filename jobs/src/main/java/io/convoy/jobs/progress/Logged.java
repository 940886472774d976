package io.convoy.jobs.progress;

import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Passes on what it is told, and puts {@link LogLines} into the log. All that is logged meanwhile
 * carries the iteration; see {@link RunContext} for who reads that.
 */
final class Logged implements Progress {

  static final String ITERATION = RunContext.PREFIX + "convoy_iteration";
  static final String EPSILON = RunContext.PREFIX + "convoy_epsilon";
  static final String ERROR = RunContext.PREFIX + "convoy_error";

  private static final Logger LOG = LoggerFactory.getLogger(Logged.class);

  private final Progress shown;
  private final Progress lines;

  Logged(Progress shown, Goal goal, InstantSource clock) {
    this.shown = shown;
    this.lines = new LogLines(goal, line -> LOG.info("{}", line), clock);
  }

  @Override
  public void onIteration(int iteration, double epsilon, double error) {
    MDC.put(ITERATION, Integer.toString(iteration));
    MDC.put(EPSILON, Double.toString(epsilon));
    MDC.put(ERROR, Double.toString(error));
    shown.onIteration(iteration, epsilon, error);
    lines.onIteration(iteration, epsilon, error);
  }

  @Override
  public void close() {
    MDC.remove(ITERATION);
    MDC.remove(EPSILON);
    MDC.remove(ERROR);
    shown.close();
  }
}
