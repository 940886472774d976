package io.convoy.jobs.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressState;

/** One line that is rewritten in place. */
final class LiveLine implements Progress {

  private static final int COLUMNS = 100;

  private final Goal goal;
  private final InstantSource clock;
  private final TimeLeft timeLeft;
  private final ProgressBar bar;

  /** Written by the loop, read by the thread that paints. */
  private volatile String line;

  LiveLine(Goal goal, PrintStream err, InstantSource clock) {
    this.goal = goal;
    this.clock = clock;
    this.timeLeft = new TimeLeft(goal);
    this.line = goal.job() + ": starting";
    this.bar =
        new ProgressBarBuilder()
            .setInitialMax(goal.maxIterations())
            .setUpdateIntervalMillis(200)
            .continuousUpdate()
            .clearDisplayOnFinish()
            .setRenderer(this::render)
            .setConsumer(new InPlace(err))
            .build();
  }

  @Override
  public void onIteration(int iteration, double epsilon, double error) {
    timeLeft.onIteration(iteration, epsilon, error, clock.millis());
    line =
        goal.at(iteration, epsilon, error)
            + timeLeft.estimate().map(left -> ", about " + clock(left) + " left").orElse("");
    bar.stepTo(iteration);
  }

  @Override
  public void close() {
    bar.close();
  }

  private String render(ProgressState state, int columns) {
    String elapsed = clock(state.getElapsedAfterStart());
    String whole = line + " [" + elapsed + "]";
    return whole.length() <= columns ? whole : whole.substring(0, Math.max(0, columns));
  }

  private static String clock(Duration time) {
    return time.toHours() > 0
        ? String.format("%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
        : String.format("%d:%02d", time.toMinutes(), time.toSecondsPart());
  }

  /** Leaves no empty line behind. */
  private static final class InPlace extends ConsoleProgressBarConsumer {

    private final PrintStream err;

    private InPlace(PrintStream err) {
      super(err, COLUMNS);
      this.err = err;
    }

    @Override
    public void close() {
      err.flush();
    }
  }
}
