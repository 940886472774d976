package io.convoy.jobs.progress;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/** A line every ten seconds, for logs. */
final class LogLines implements Progress {

  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final Goal goal;
  private final Consumer<String> told;
  private final InstantSource clock;
  private final TimeLeft timeLeft;
  private long next;

  LogLines(Goal goal, Consumer<String> told, InstantSource clock) {
    this.goal = goal;
    this.told = told;
    this.clock = clock;
    this.timeLeft = new TimeLeft(goal);
    this.next = clock.millis() + PAUSE.toMillis();
  }

  @Override
  public void onIteration(int iteration, double epsilon, double error) {
    long now = clock.millis();
    timeLeft.onIteration(iteration, epsilon, error, now);
    if (now >= next) {
      next = now + PAUSE.toMillis();
      told.accept(
          goal.at(iteration, epsilon, error)
              + timeLeft
                  .estimate()
                  .map(left -> ", about " + left.toSeconds() + " s left")
                  .orElse(""));
    }
  }

  @Override
  public void close() {}
}
