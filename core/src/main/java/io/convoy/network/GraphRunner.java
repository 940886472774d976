package io.convoy.network;

import java.util.List;

/**
 * Runs rounds over the blocks of one graph and keeps their states between rounds. All runners of
 * equal blocks give the same bits.
 *
 * <p>A round is evaluated at the states that hold and prepares new ones, which hold once {@link
 * #advance} is called: so the states that a loop ends with are those its last evaluation judged.
 */
public interface GraphRunner {

  /** Returns the number of blocks. */
  int blocks();

  /** Lets every block begin with its own best models and no flows. */
  void begin();

  /** Runs a round, and returns what all blocks found, merged along the ordered tree. */
  RoundSums evaluate(Round round);

  /** Makes the states that the last evaluation prepared the ones that hold. */
  void advance();

  /** Remembers the states that hold, instead of those remembered before. */
  void keep();

  /** Makes the remembered states the ones that hold. */
  void restore();

  /** Returns the states that hold and the remembered ones, for a run that goes on elsewhere. */
  Held held();

  /** Makes the states of an earlier run, over equal blocks, those that hold and are remembered. */
  void resume(Held earlier);

  /**
   * All that a runner knows.
   *
   * @param states those that hold, by block
   * @param kept those remembered, by block; empty if none are
   */
  record Held(List<GraphState> states, List<GraphState> kept) {

    public Held {
      states = List.copyOf(states);
      kept = List.copyOf(kept);
    }
  }

  /** Returns the parameters of every block's nodes, by block. */
  List<double[]> parameters();
}
