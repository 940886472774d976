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

  /** Keeps what workers remembered before the last order where {@link #restore} finds it. */
  void save(long step);

  /** Takes over what was kept when the order of {@code step} was to be repeated. */
  void restore(long step);

  @Override
  void close();
}
