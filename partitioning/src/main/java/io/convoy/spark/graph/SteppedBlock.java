package io.convoy.spark.graph;

import io.convoy.network.GraphCell;
import io.convoy.network.GraphState;
import io.convoy.network.RoundSums;
import io.convoy.spark.run.Parcel;
import java.io.Serializable;

/** What a round made of a block: a class, since records do not survive every serializer. */
final class SteppedBlock implements Serializable {

  private static final long serialVersionUID = 1L;

  private final GraphState state;
  private final Parcel<RoundSums> sums;

  SteppedBlock(GraphCell.Stepped stepped) {
    this.state = stepped.state();
    this.sums = Parcel.of(stepped.sums());
  }

  GraphState state() {
    return state;
  }

  Parcel<RoundSums> sums() {
    return sums;
  }
}
