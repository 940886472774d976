package io.convoy.jobs.outcome;

/**
 * The end of a run that cannot go on: an exit code for the scheduler, one sentence for the person.
 *
 * <p>The sentence says where, what, the value found and what is allowed, as in {@code "tolerance
 * must be > 0, got NaN"}. It stands alone: the cause, if any, goes to the log only.
 */
public final class JobFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  public JobFailure(ExitCode exitCode, String sentence, Throwable cause) {
    super(sentence, cause);
    this.exitCode = exitCode;
  }

  /** The command, the job file or the output directory is at fault. */
  public static JobFailure usage(String sentence) {
    return new JobFailure(ExitCode.USAGE, sentence, null);
  }

  /**
   * As {@link #usage(String)}, discovered through {@code cause}; unless that says that something is
   * away or full, for then nobody's command is at fault.
   */
  public static JobFailure usage(String sentence, Throwable cause) {
    return discovered(ExitCode.USAGE, sentence, cause);
  }

  /** The input breaks its contract. */
  public static JobFailure badInput(String sentence) {
    return new JobFailure(ExitCode.BAD_INPUT, sentence, null);
  }

  /**
   * As {@link #badInput(String)}, discovered through {@code cause}; unless that says that something
   * is away or full, for then the input may be sound.
   */
  public static JobFailure badInput(String sentence, Throwable cause) {
    return discovered(ExitCode.BAD_INPUT, sentence, cause);
  }

  private static JobFailure discovered(ExitCode exitCode, String sentence, Throwable cause) {
    return Shortage.in(cause)
        .or(() -> Outage.in(cause))
        .orElseGet(() -> new JobFailure(exitCode, sentence, cause));
  }

  /** The request is sound; the same command will succeed or resume later. */
  public static JobFailure tryAgain(String sentence) {
    return new JobFailure(ExitCode.TRY_AGAIN, sentence, null);
  }

  /** Returns what the process exits with. */
  public ExitCode exitCode() {
    return exitCode;
  }
}
