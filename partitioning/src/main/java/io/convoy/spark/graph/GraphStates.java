package io.convoy.spark.graph;

import io.convoy.network.GraphBlock;
import io.convoy.network.GraphState;
import io.convoy.spark.run.Parcel;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** The states of all blocks after one round, and what the engine keeps of them. */
final class GraphStates {

  private final JavaRDD<GraphState> rows;
  private final Optional<JavaRDD<SteppedBlock>> cached;

  private GraphStates(JavaRDD<GraphState> rows, Optional<JavaRDD<SteppedBlock>> cached) {
    this.rows = rows;
    this.cached = cached;
  }

  /** Returns the states before the first round. */
  static GraphStates start(JavaRDD<GraphBlock> blocks) {
    return new GraphStates(blocks.map(GraphState::start), Optional.empty());
  }

  /** Returns states that the driver holds. */
  static GraphStates of(JavaSparkContext spark, List<GraphState> states) {
    List<Parcel<GraphState>> parcels = states.stream().map(Parcel::of).toList();
    return new GraphStates(
        spark.parallelize(parcels, parcels.size()).map(Parcel::open), Optional.empty());
  }

  /** Returns the states of a round that is cached. */
  static GraphStates of(JavaRDD<SteppedBlock> stepped) {
    return new GraphStates(stepped.map(SteppedBlock::state), Optional.of(stepped));
  }

  /** Returns one state per block, in the order of blocks. */
  JavaRDD<GraphState> rows() {
    return rows;
  }

  /** Drops the copies in memory. Those written stay: later states may have to be made from them. */
  void free() {
    cached.ifPresent(stepped -> stepped.unpersist(false));
  }
}
