package io.convoy.spark.train;

import io.convoy.geometry.PointBlock;
import io.convoy.spark.run.Parcel;
import io.convoy.training.Arrival;
import java.io.Serializable;

/** What a worker's task leaves where it ran: a class, since records do not survive everywhere. */
final class SentVector implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Parcel<Arrival> arrival;
  private final PointBlock vector;
  private final PointBlock momentum;

  SentVector(Timed.Result result) {
    this.arrival = Parcel.of(result.arrival());
    this.vector = result.vector();
    this.momentum = result.momentum();
  }

  Parcel<Arrival> arrival() {
    return arrival;
  }

  /** Returns what was sent; null if nothing was in time. */
  PointBlock vector() {
    return vector;
  }

  /** Returns what the worker keeps for the next order; null if nothing. */
  PointBlock momentum() {
    return momentum;
  }
}
