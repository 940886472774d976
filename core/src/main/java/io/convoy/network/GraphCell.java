package io.convoy.network;

import java.io.Serializable;

/**
 * A block in the moment of a round: its state and what its peers sent.
 *
 * @param block the block
 * @param state its state
 * @param messages one per peer, in the order of {@link GraphBlock#peer}
 */
public record GraphCell(GraphBlock block, GraphState state, double[][] messages) {

  /**
   * What a round made of a cell.
   *
   * @param state the state after it
   * @param sums what it found
   */
  public record Stepped(GraphState state, RoundSums sums) implements Serializable {}

  /** Runs a round; a function of the arguments alone, which it does not write to. */
  public Stepped step(Round round) {
    return BlockRound.run(block, state, messages, round);
  }
}
