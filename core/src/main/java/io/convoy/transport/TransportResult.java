package io.convoy.transport;

import io.convoy.iterate.Solver;
import io.convoy.iterate.Termination;
import java.util.List;
import java.util.Optional;

/**
 * The end of a solve.
 *
 * @param state the last state; its {@code g} are the column potentials
 * @param epsilon the epsilon asked for, in cost units
 * @param cost the scale of the costs
 * @param certificate what is proved about the state at {@code epsilon}; absent if the solve
 *     diverged or was interrupted
 * @param termination why the solve ended
 * @param trace one reading per evaluation of this run
 * @param effort what the iterations of this run computed
 */
public record TransportResult(
    SinkhornState state,
    double epsilon,
    CostMoments cost,
    Optional<Certificate> certificate,
    Termination termination,
    List<Solver.Reading> trace,
    Effort effort) {

  /** Returns the column potentials, one per column, in cost units. */
  public double[] columnPotentials() {
    return state.g();
  }
}
