package io.convoy.jobs.outcome;

import java.util.Arrays;

/** What a run tells the scheduler that started it. The numbers are part of the contract. */
public enum ExitCode {
  /** Done, or found already done. */
  DONE(0),
  /** Failed for a reason this table does not name. */
  FAILED(1),
  /** The command, the job file or the output directory asks for something that is not possible. */
  USAGE(2),
  /** The input breaks its contract. */
  BAD_INPUT(3),
  /** Diverged; or stopped short of its tolerance under {@code --strict}. */
  NOT_CONVERGED(4),
  /** No solution meets the request (budget, quota, capacity). */
  INFEASIBLE(5),
  /** Nothing is wrong with the request: the same command will succeed or resume later. */
  TRY_AGAIN(75);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** Returns the number the process exits with. */
  public int number() {
    return number;
  }

  /** Returns the code with this number; a number outside the table is a failure without a name. */
  public static ExitCode of(int number) {
    return Arrays.stream(values()).filter(code -> code.number == number).findFirst().orElse(FAILED);
  }
}
