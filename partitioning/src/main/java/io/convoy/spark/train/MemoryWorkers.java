package io.convoy.spark.train;

import io.convoy.geometry.PointBlock;
import io.convoy.robust.MemoryVectors;
import io.convoy.robust.VectorBlocks;
import io.convoy.spark.checkpoint.CheckpointStore;
import io.convoy.spark.checkpoint.MomentumFiles;
import io.convoy.training.Arrival;
import io.convoy.training.LabeledRows;
import io.convoy.training.Objective;
import io.convoy.training.Order;
import io.convoy.training.Workers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.stream.Collectors;

/** Workers that are threads of this process. */
public final class MemoryWorkers implements Workers {

  private static final String PLACE = "driver";

  private final List<LabeledRows> rows;
  private final Timed worker;
  private final int width;
  private final ForkJoinPool pool;
  private final MomentumFiles files;
  private List<PointBlock> before;
  private List<PointBlock> momenta;
  private List<Timed.Result> sent = List.of();

  /**
   * Workers over rows that are here.
   *
   * @param rows one element per worker, in order
   * @param width coordinates per block of vectors
   * @param pool where they work; the caller's to shut down
   * @param store beside whose snapshots {@link #save} keeps what they remember
   */
  public MemoryWorkers(
      List<LabeledRows> rows, Timed worker, int width, ForkJoinPool pool, CheckpointStore store) {
    this.rows = List.copyOf(rows);
    this.worker = worker;
    this.width = width;
    this.pool = pool;
    this.files = new MomentumFiles(store.directory(), store.hadoop());
    this.momenta = nothing();
    this.before = momenta;
  }

  private List<PointBlock> nothing() {
    return Collections.nCopies(rows.size(), null);
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
    momenta = sent.stream().map(Timed.Result::momentum).collect(Collectors.toList());
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
  public double[] save(long step) {
    if (before.stream().allMatch(Objects::isNull)) {
      return new double[0];
    }
    try {
      files.begin(step);
      double[] receipt = new double[before.size()];
      for (int i = 0; i < receipt.length; i++) {
        receipt[i] = files.write(step, i, 0, before.get(i));
      }
      return receipt;
    } catch (IOException unwritable) {
      throw new UncheckedIOException("cannot save what workers remember", unwritable);
    }
  }

  @Override
  public boolean restore(long step, double[] receipt) {
    if (receipt.length == 0) {
      momenta = nothing();
      return true;
    }
    List<PointBlock> found = new ArrayList<>();
    try {
      for (int i = 0; i < count(); i++) {
        Optional<MomentumFiles.Remembered> one = files.read(step, i, (long) receipt[i]);
        if (one.isEmpty()) {
          return false;
        }
        found.add(one.get().momentum());
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot read what workers remembered", unreadable);
    }
    files.resume(step);
    momenta = found;
    return true;
  }

  @Override
  public void close() {}
}
