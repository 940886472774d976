package io.convoy.jobs.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Supplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressState;

/** One line on a terminal that is painted anew, with the time since it began, until closed. */
final class RewrittenLine implements AutoCloseable {

  private static final int COLUMNS = 100;

  private final Supplier<String> line;
  private final ProgressBar bar;

  /**
   * Begins to paint.
   *
   * @param line what to show, asked by the thread that paints
   */
  RewrittenLine(Supplier<String> line, PrintStream err) {
    this.line = line;
    this.bar =
        new ProgressBarBuilder()
            .setInitialMax(-1)
            .setUpdateIntervalMillis(200)
            .continuousUpdate()
            .clearDisplayOnFinish()
            .setRenderer(this::render)
            .setConsumer(new InPlace(err))
            .build();
  }

  @Override
  public void close() {
    bar.close();
  }

  private String render(ProgressState state, int columns) {
    String whole = line.get() + " [" + clock(state.getElapsedAfterStart()) + "]";
    return whole.length() <= columns ? whole : whole.substring(0, Math.max(0, columns));
  }

  static String clock(Duration time) {
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
