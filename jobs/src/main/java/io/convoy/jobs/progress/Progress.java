package io.convoy.jobs.progress;

import io.convoy.jobs.settings.ProgressMode;
import java.io.PrintStream;
import java.time.InstantSource;

/** Shows how far an iteration is. Cheap enough to be told about every step. */
public interface Progress extends AutoCloseable {

  /**
   * Tells that an iteration is over.
   *
   * @param iteration counted from 1
   * @param epsilon the level the iteration ran at
   * @param error what the tolerance is compared with
   */
  void onIteration(int iteration, double epsilon, double error);

  /** Leaves the terminal in order. */
  @Override
  void close();

  /**
   * Returns what shows the progress of a run on {@code err}, and logs it.
   *
   * @param goal when the run is over
   */
  static Progress of(ProgressMode mode, Goal goal, PrintStream err) {
    InstantSource clock = InstantSource.system();
    Progress shown =
        switch (resolved(mode)) {
          case ON -> new LiveLine(goal, err, clock);
          case AUTO -> new LogLines(goal, err::println, clock);
          case OFF -> new Silence();
        };
    return new Logged(shown, goal, clock);
  }

  /**
   * Returns what a mode means for standard error as it is here: a live line, lines now and then, or
   * nothing.
   */
  static ProgressMode resolved(ProgressMode mode) {
    if (mode != ProgressMode.AUTO) {
      return mode;
    }
    return Terminal.isWatched()
        ? ProgressMode.ON
        : Terminal.isApartFromLog() ? ProgressMode.AUTO : ProgressMode.OFF;
  }
}
