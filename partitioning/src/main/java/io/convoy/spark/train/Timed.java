package io.convoy.spark.train;

import io.convoy.geometry.PointBlock;
import io.convoy.robust.Attack;
import io.convoy.robust.Gate;
import io.convoy.training.Arrival;
import io.convoy.training.LabeledRows;
import io.convoy.training.Order;
import io.convoy.training.Worker;
import java.io.Serializable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A worker against the clock: past its deadline it answers that it is absent.
 *
 * @param worker how it answers
 * @param deadline seconds from the moment it begins; 0 for all the time there is
 */
public record Timed(Worker worker, double deadline) implements Serializable {

  /** Least seconds that a slow worker takes per unit of slowness. */
  private static final double SLOWNESS = 0.02;

  /**
   * What arrived.
   *
   * @param vector null of one that is absent
   * @param momentum what is kept for the next order; null if nothing is
   */
  record Result(Arrival arrival, PointBlock vector, PointBlock momentum) {}

  /**
   * Returns the answer to an order.
   *
   * @param momentum what the worker kept; null before the first
   */
  Result answer(Order order, LabeledRows rows, PointBlock momentum, String host, String executor) {
    long began = System.nanoTime();
    Worker.Answer answer;
    if (deadline == 0) {
      answer = answer(order, rows, momentum);
    } else {
      FutureTask<Worker.Answer> task = new FutureTask<>(() -> answer(order, rows, momentum));
      Thread thread = new Thread(task, "convoy worker " + rows.index());
      thread.setDaemon(true);
      thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
      thread.start();
      try {
        answer = task.get((long) (deadline * 1e9), TimeUnit.NANOSECONDS);
      } catch (TimeoutException late) {
        task.cancel(true);
        return absent(rows.index(), momentum, host, executor, seconds(began));
      } catch (InterruptedException told) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(
            "interrupted while worker " + rows.index() + " worked", told);
      } catch (ExecutionException failed) {
        throw new IllegalStateException(
            "worker " + rows.index() + " failed: " + failed.getCause(), failed.getCause());
      }
    }
    return new Result(
        new Arrival(answer.contribution(), answer.loss(), host, executor, seconds(began)),
        answer.vector(),
        answer.momentum());
  }

  private Worker.Answer answer(Order order, LabeledRows rows, PointBlock momentum) {
    long began = System.nanoTime();
    Worker.Answer answer = worker.answer(order, rows, momentum);
    if (order.attack().kind() == Attack.Kind.SLOW && order.lies(rows.index())) {
      double wait = order.attack().strength() * Math.max(SLOWNESS, seconds(began));
      try {
        Thread.sleep((long) (wait * 1e3));
      } catch (InterruptedException told) {
        Thread.currentThread().interrupt();
      }
    }
    return answer;
  }

  private static Result absent(
      int worker, PointBlock momentum, String host, String executor, double seconds) {
    return new Result(
        new Arrival(new Gate.Contribution(worker, -1, 0, 0), Double.NaN, host, executor, seconds),
        null,
        momentum);
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
