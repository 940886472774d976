package io.convoy.spark.graph;

import io.convoy.iterate.OrderedTree;
import io.convoy.network.GraphBlock;
import io.convoy.network.GraphCell;
import io.convoy.network.GraphRunner;
import io.convoy.network.GraphState;
import io.convoy.network.Round;
import io.convoy.network.RoundSums;
import io.convoy.spark.checkpoint.OldFiles;
import io.convoy.spark.run.Parcel;
import io.convoy.spark.run.SparkJob;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Runs the rounds of a graph as Spark jobs, one per round with one task per block and one shuffle,
 * which carries boundary parameters and nothing else.
 *
 * <p>Blocks, with their rows and factors, are cached where they are and made again if they are
 * lost. States are cached from one round to the next and written to the checkpoint directory every
 * few rounds, which also keeps the history of a state short. Messages are put into the order of
 * their senders before they are used, so a round returns the bits of {@link
 * io.convoy.network.MemoryGraph}.
 *
 * <p>The engine keeps a kept state, the state that holds and a prepared one; {@link #close} frees
 * them and the blocks. Not thread-safe.
 */
public final class SparkGraph implements GraphRunner, AutoCloseable {

  /** A state goes back to the newest checkpoint or, if that is of the next state, to the other. */
  private static final int NEWEST = 2;

  private static final StorageLevel STATES = StorageLevel.MEMORY_AND_DISK();

  private final JavaSparkContext spark;
  private final JavaRDD<GraphBlock> blocks;
  private final int count;
  private final int every;
  private GraphStates states;
  private GraphStates prepared;
  private GraphStates kept;
  private int rounds;
  private final List<String> written = new ArrayList<>();
  private Set<String> neededByKept = Set.of();

  private SparkGraph(JavaSparkContext spark, JavaRDD<GraphBlock> blocks, int count, int every) {
    this.spark = spark;
    this.blocks = blocks;
    this.count = count;
    this.every = every;
    begin();
  }

  /**
   * Returns a runner over blocks that are few enough to pass through the driver.
   *
   * @param blocks in the order of their numbers
   * @param checkpoints a directory that all executors reach
   * @param every rounds from one checkpoint to the next, at least 1
   */
  public static SparkGraph of(
      JavaSparkContext spark, List<GraphBlock> blocks, Path checkpoints, int every) {
    List<Parcel<GraphBlock>> parcels = blocks.stream().map(Parcel::of).toList();
    return over(spark.parallelize(parcels, parcels.size()).map(Parcel::open), checkpoints, every);
  }

  /**
   * Returns a runner over blocks made where they will stay.
   *
   * @param blocks one per partition, in the order of their numbers; they must be made equal again
   *     if they are lost
   * @param checkpoints a directory that all executors reach
   * @param every rounds from one checkpoint to the next, at least 1
   */
  public static SparkGraph over(JavaRDD<GraphBlock> blocks, Path checkpoints, int every) {
    if (every < 1) {
      throw new IllegalArgumentException("checkpoint-every must be >= 1, got " + every);
    }
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(blocks.context());
    spark.setCheckpointDir(checkpoints.toString());
    // in memory as objects only: rows and factors cost less to make again than to write
    blocks.persist(StorageLevel.MEMORY_ONLY());
    return new SparkGraph(spark, blocks, blocks.getNumPartitions(), every);
  }

  @Override
  public int blocks() {
    return count;
  }

  @Override
  public void begin() {
    replaceStates(GraphStates.start(blocks));
    rounds = 0;
  }

  @Override
  public RoundSums evaluate(Round round) {
    Parcel<Round> order = Parcel.of(round);
    JavaRDD<GraphMessage> received =
        JavaPairRDD.fromJavaRDD(blocks.zipPartitions(states.rows(), SparkGraph::send))
            .partitionBy(new HashPartitioner(count)) // the hash of a small number is itself
            .values();
    JavaRDD<SteppedBlock> stepped =
        blocks
            .zipPartitions(states.rows(), SparkGraph::pair)
            .zipPartitions(received, (cells, messages) -> step(order, cells, messages))
            .persist(STATES);
    boolean due = ++rounds % every == 0;
    if (due) {
      stepped.checkpoint();
    }
    List<Parcel<RoundSums>> parts =
        SparkJob.run(
            spark,
            "network lasso round " + rounds,
            () -> stepped.map(SteppedBlock::sums).collect());
    if (due) {
      written.add(stepped.getCheckpointFile().get());
      dropCheckpoints(NEWEST);
    }
    if (prepared != null && prepared != states) {
      release(prepared);
    }
    prepared = GraphStates.of(stepped);
    OrderedTree<RoundSums> sums = new OrderedTree<>(RoundSums::add);
    parts.forEach(part -> sums.add(part.open()));
    return sums.result();
  }

  /** Deletes all but the newest checkpoints and those that the kept states go back to. */
  private void dropCheckpoints(int most) {
    List<String> old = List.copyOf(written).subList(0, Math.max(0, written.size() - most));
    for (String checkpoint : old) {
      if (!neededByKept.contains(checkpoint)) {
        OldFiles.delete(new Path(checkpoint), spark.hadoopConfiguration());
        written.remove(checkpoint);
      }
    }
  }

  private static Iterator<Tuple2<Integer, GraphMessage>> send(
      Iterator<GraphBlock> blocks, Iterator<GraphState> states) {
    GraphBlock block = blocks.next();
    GraphState state = states.next();
    List<Tuple2<Integer, GraphMessage>> messages = new ArrayList<>();
    for (int k = 0; k < block.peers(); k++) {
      messages.add(
          new Tuple2<>(block.peer(k), new GraphMessage(block.index(), block.outgoing(state, k))));
    }
    return messages.iterator();
  }

  private static Iterator<Tuple2<GraphBlock, GraphState>> pair(
      Iterator<GraphBlock> blocks, Iterator<GraphState> states) {
    return List.of(new Tuple2<>(blocks.next(), states.next())).iterator();
  }

  private static Iterator<SteppedBlock> step(
      Parcel<Round> round,
      Iterator<Tuple2<GraphBlock, GraphState>> cells,
      Iterator<GraphMessage> received) {
    Tuple2<GraphBlock, GraphState> cell = cells.next();
    GraphBlock block = cell._1();
    double[][] messages = new double[block.peers()][];
    while (received.hasNext()) {
      GraphMessage message = received.next();
      messages[block.place(message.from())] = message.values();
    }
    GraphCell.Stepped stepped = new GraphCell(block, cell._2(), messages).step(round.open());
    return List.of(new SteppedBlock(stepped)).iterator();
  }

  @Override
  public void advance() {
    replaceStates(prepared);
    prepared = null;
  }

  @Override
  public void keep() {
    GraphStates before = kept;
    kept = states;
    neededByKept =
        Set.copyOf(written.subList(Math.max(0, written.size() - NEWEST), written.size()));
    if (before != null && before != states) {
      before.free();
    }
  }

  @Override
  public void restore() {
    replaceStates(kept);
  }

  @Override
  public Held held() {
    return new Held(collect(states), kept == null ? List.of() : collect(kept));
  }

  private List<GraphState> collect(GraphStates some) {
    return SparkJob.run(spark, "network lasso states", () -> some.rows().map(Parcel::of).collect())
        .stream()
        .map(Parcel::open)
        .toList();
  }

  @Override
  public void resume(Held earlier) {
    replaceStates(GraphStates.of(spark, earlier.states()));
    if (!earlier.kept().isEmpty()) {
      kept = GraphStates.of(spark, earlier.kept());
    }
  }

  @Override
  public List<double[]> parameters() {
    return SparkJob.run(
        spark, "network lasso models", () -> states.rows().map(GraphState::x).collect());
  }

  private void replaceStates(GraphStates next) {
    GraphStates before = states;
    states = next;
    if (before != null && before != next) {
      release(before);
    }
  }

  /** Frees states that nobody needs any more. */
  private void release(GraphStates old) {
    if (old != kept && old != states) {
      old.free();
    }
  }

  @Override
  public void close() {
    for (GraphStates old : new GraphStates[] {states, prepared, kept}) {
      if (old != null) {
        old.free();
      }
    }
    blocks.unpersist(false);
    neededByKept = Set.of();
    dropCheckpoints(0);
  }
}
