package io.convoy.training;

import io.convoy.robust.VectorBlocks;
import java.util.List;

/**
 * The workers of a run, wherever they are. Each holds the rows of one failure domain: what fails
 * together counts once. Equal orders get equal bits from all kinds of workers.
 */
public interface Workers extends AutoCloseable {

  /** Returns the number of workers. */
  int count();

  /**
   * Has every worker answer, and keeps the vectors until the next order.
   *
   * @return one per worker, in order; of one that was too late only that it is absent
   */
  List<Arrival> compute(Order order);

  /** Returns the vectors that some workers sent, in the order of {@code workers}, ascending. */
  VectorBlocks vectors(List<Integer> workers);

  /** Returns how a model does on the rows of every worker. */
  List<Objective.Judgement> judge(double[] parameters);

  /**
   * Keeps what workers remembered before the last order where {@link #restore} finds it.
   *
   * @param step the order's, so that it can be repeated
   * @return the receipt: what {@code restore} must be given; empty if they remembered nothing
   */
  double[] save(long step);

  /**
   * Takes over what was kept when the order of {@code step} was to be repeated.
   *
   * @param receipt as {@link #save} returned it, perhaps in another process and for workers of
   *     another kind
   * @return whether all of it was there and whole; if not, nothing was taken over
   */
  boolean restore(long step, double[] receipt);

  @Override
  void close();
}
