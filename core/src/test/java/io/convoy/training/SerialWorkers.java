package io.convoy.training;

import io.convoy.geometry.PointBlock;
import io.convoy.robust.Gate;
import io.convoy.robust.MemoryVectors;
import io.convoy.robust.VectorBlocks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;

/** Workers one after the other, some of which may be missing. */
final class SerialWorkers implements Workers {

  private final List<LabeledRows> rows;
  private final Worker worker;
  private final int width;
  private final int missing;
  private final PointBlock[] momenta;
  private final ForkJoinPool pool = new ForkJoinPool(1);
  private List<PointBlock> sent = List.of();

  SerialWorkers(List<LabeledRows> rows, Worker worker, int width, int missing) {
    this.rows = rows;
    this.worker = worker;
    this.width = width;
    this.missing = missing;
    this.momenta = new PointBlock[rows.size()];
  }

  @Override
  public int count() {
    return rows.size();
  }

  @Override
  public List<Arrival> compute(Order order) {
    List<Arrival> arrivals = new ArrayList<>();
    sent = new ArrayList<>();
    for (LabeledRows own : rows) {
      int i = own.index();
      Worker.Answer answer = worker.answer(order, own, momenta[i]);
      momenta[i] = answer.momentum();
      sent.add(answer.vector());
      Gate.Contribution given =
          i == missing ? new Gate.Contribution(i, -1, 0, 0) : answer.contribution();
      arrivals.add(new Arrival(given, answer.loss(), "here", "0", 0));
    }
    return arrivals;
  }

  @Override
  public VectorBlocks vectors(List<Integer> workers) {
    return MemoryVectors.of(workers.stream().map(sent::get).toList(), width, pool);
  }

  @Override
  public List<Objective.Judgement> judge(double[] parameters) {
    return rows.stream().map(own -> worker.objective().judge(parameters, own)).toList();
  }

  @Override
  public double[] save(long step) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean restore(long step, double[] receipt) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    pool.shutdown();
  }
}
