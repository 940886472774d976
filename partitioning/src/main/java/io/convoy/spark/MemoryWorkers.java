package io.convoy.spark;

import io.convoy.geometry.PointBlock;
import io.convoy.robust.MemoryVectors;
import io.convoy.robust.VectorBlocks;
import io.convoy.training.Arrival;
import io.convoy.training.LabeledRows;
import io.convoy.training.Objective;
import io.convoy.training.Order;
import io.convoy.training.Workers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.stream.IntStream;

/** Workers that are threads of this process. */
public final class MemoryWorkers implements Workers {

  private static final String PLACE = "driver";

  private final List<LabeledRows> rows;
  private final Timed worker;
  private final int width;
  private final ForkJoinPool pool;
  private final CheckpointStore store;
  private List<PointBlock> before;
  private List<PointBlock> momenta;
  private List<Timed.Result> sent = List.of();

  /**
   * Workers over rows that are here.
   *
   * @param rows one element per worker, in order
   * @param width coordinates per block of vectors
   * @param pool where they work; the caller's to shut down
   * @param store where {@link #save} keeps what they remember
   */
  public MemoryWorkers(
      List<LabeledRows> rows, Timed worker, int width, ForkJoinPool pool, CheckpointStore store) {
    this.rows = List.copyOf(rows);
    this.worker = worker;
    this.width = width;
    this.pool = pool;
    this.store = store;
    this.momenta = nothing();
    this.before = momenta;
  }

  private List<PointBlock> nothing() {
    return java.util.Collections.nCopies(rows.size(), null);
  }

  @Override
  public int count() {
    return rows.size();
  }

  @Override
  public List<Arrival> compute(Order order) {
    before = momenta;
    List<ForkJoinTask<Timed.Result>> tasks =
        rows.stream()
            .<ForkJoinTask<Timed.Result>>map(
                own ->
                    pool.submit(
                        () -> worker.answer(order, own, before.get(own.index()), PLACE, PLACE)))
            .toList();
    sent = tasks.stream().map(ForkJoinTask::join).toList();
    momenta =
        sent.stream().map(Timed.Result::momentum).collect(java.util.stream.Collectors.toList());
    return sent.stream().map(Timed.Result::arrival).toList();
  }

  @Override
  public VectorBlocks vectors(List<Integer> workers) {
    return MemoryVectors.of(
        workers.stream().map(worker -> sent.get(worker).vector()).toList(), width, pool);
  }

  @Override
  public List<Objective.Judgement> judge(double[] parameters) {
    return rows.stream()
        .map(own -> pool.submit(() -> worker.worker().objective().judge(parameters, own)))
        .toList()
        .stream()
        .map(ForkJoinTask::join)
        .toList();
  }

  @Override
  public void save(long step) {
    if (before.get(0) == null) {
      return;
    }
    Map<String, double[]> arrays = new LinkedHashMap<>();
    for (int i = 0; i < before.size(); i++) {
      double[] values = new double[before.get(i).dimension()];
      before.get(i).read(0, 0, values.length, values);
      arrays.put("momentum-" + i, values);
    }
    store.save(new Snapshot(Long.toString(step), step, arrays, Map.of()));
  }

  @Override
  public void restore(long step) {
    momenta =
        store
            .latest(Long.toString(step))
            .map(
                snapshot ->
                    IntStream.range(0, rows.size())
                        .mapToObj(i -> vector(i, snapshot.arrays().get("momentum-" + i)))
                        .toList())
            .orElseGet(this::nothing);
  }

  private static PointBlock vector(int worker, double[] values) {
    float[] floats = new float[values.length];
    for (int k = 0; k < values.length; k++) {
      floats[k] = (float) values[k];
    }
    return PointBlock.of(worker, floats.length, floats, new double[] {1});
  }

  @Override
  public void close() {}
}
