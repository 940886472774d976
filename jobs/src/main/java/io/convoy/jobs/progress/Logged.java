package io.convoy.jobs.progress;

import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Passes on what it is told, and puts a line into the log every ten seconds. All that is logged
 * meanwhile carries the iteration; see {@link RunContext} for who reads that.
 */
final class Logged implements Progress {

  private static final Logger LOG = LoggerFactory.getLogger(Logged.class);
  private static final Duration PAUSE = Duration.ofSeconds(10);

  static final String ITERATION = RunContext.PREFIX + "convoy_iteration";
  static final String EPSILON = RunContext.PREFIX + "convoy_epsilon";
  static final String ERROR = RunContext.PREFIX + "convoy_error";

  private final Progress shown;
  private final Goal goal;
  private final InstantSource clock;
  private long next;

  Logged(Progress shown, Goal goal, InstantSource clock) {
    this.shown = shown;
    this.goal = goal;
    this.clock = clock;
    this.next = clock.millis() + PAUSE.toMillis();
  }

  @Override
  public void onIteration(int iteration, double epsilon, double error) {
    shown.onIteration(iteration, epsilon, error);
    MDC.put(ITERATION, Integer.toString(iteration));
    long now = clock.millis();
    if (now >= next) {
      next = now + PAUSE.toMillis();
      MDC.put(EPSILON, Double.toString(epsilon));
      MDC.put(ERROR, Double.toString(error));
      LOG.info("{}", goal.at(iteration, epsilon, error));
      MDC.remove(EPSILON);
      MDC.remove(ERROR);
    }
  }

  @Override
  public void close() {
    MDC.remove(ITERATION);
    shown.close();
  }
}
