package io.convoy.network;

import io.convoy.iterate.MemoryRunner;
import io.convoy.iterate.OrderedTree;
import io.convoy.iterate.SerialRunner;
import io.convoy.iterate.SweepRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;

/** Blocks held in this process, on threads the caller owns. Not thread-safe. */
public final class MemoryGraph implements GraphRunner {

  private final List<GraphBlock> blocks;
  private final Optional<ForkJoinPool> pool;
  private List<GraphState> states;
  private List<GraphState> prepared = List.of();
  private List<GraphState> kept = List.of();

  /** Runs over {@code blocks}, in the order of their numbers, on the threads of {@code pool}. */
  public MemoryGraph(List<GraphBlock> blocks, ForkJoinPool pool) {
    this(blocks, Optional.of(pool));
  }

  /** Runs over {@code blocks} on the threads of a pool, or without one on the calling thread. */
  public MemoryGraph(List<GraphBlock> blocks, Optional<ForkJoinPool> pool) {
    this.blocks = List.copyOf(blocks);
    this.pool = pool;
    this.states = this.blocks.stream().map(GraphState::start).toList();
  }

  @Override
  public int blocks() {
    return blocks.size();
  }

  @Override
  public void begin() {
    states = blocks.stream().map(GraphState::start).toList();
  }

  @Override
  public RoundSums evaluate(Round round) {
    List<GraphCell> cells = new ArrayList<>();
    for (GraphBlock block : blocks) {
      double[][] messages = new double[block.peers()][];
      for (int k = 0; k < messages.length; k++) {
        GraphBlock peer = blocks.get(block.peer(k));
        messages[k] = peer.outgoing(states.get(peer.index()), peer.place(block.index()));
      }
      cells.add(new GraphCell(block, states.get(block.index()), messages));
    }
    List<GraphCell.Stepped> stepped =
        runner(cells).collect("round", (order, cell) -> cell.step(order), round);
    prepared = stepped.stream().map(GraphCell.Stepped::state).toList();
    OrderedTree<RoundSums> sums = new OrderedTree<>(RoundSums::add);
    stepped.forEach(step -> sums.add(step.sums()));
    return sums.result();
  }

  private SweepRunner<GraphCell> runner(List<GraphCell> cells) {
    return pool.isPresent() ? new MemoryRunner<>(cells, pool.get()) : new SerialRunner<>(cells);
  }

  @Override
  public void advance() {
    states = prepared;
  }

  @Override
  public void keep() {
    kept = states;
  }

  @Override
  public void restore() {
    states = kept;
  }

  @Override
  public Held held() {
    return new Held(states, kept);
  }

  @Override
  public void resume(Held earlier) {
    states = earlier.states();
    kept = earlier.kept();
  }

  @Override
  public List<double[]> parameters() {
    return states.stream().map(GraphState::x).toList();
  }
}
