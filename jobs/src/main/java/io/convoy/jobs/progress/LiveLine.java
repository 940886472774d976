package io.convoy.jobs.progress;

import java.io.PrintStream;
import java.time.InstantSource;

/** One line that is rewritten in place. */
final class LiveLine implements Progress {

  private final Goal goal;
  private final InstantSource clock;
  private final TimeLeft timeLeft;
  private final RewrittenLine painted;

  /** Written by the loop, read by the thread that paints. */
  private volatile String line;

  LiveLine(Goal goal, PrintStream err, InstantSource clock) {
    this.goal = goal;
    this.clock = clock;
    this.timeLeft = new TimeLeft(goal);
    this.line = goal.job() + ": starting";
    this.painted = new RewrittenLine(() -> line, err);
  }

  @Override
  public void onIteration(int iteration, double epsilon, double error) {
    timeLeft.onIteration(iteration, epsilon, error, clock.millis());
    line =
        goal.at(iteration, epsilon, error)
            + timeLeft
                .estimate()
                .map(left -> ", about " + RewrittenLine.clock(left) + " left")
                .orElse("");
  }

  @Override
  public void close() {
    painted.close();
  }
}
