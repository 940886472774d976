package io.convoy.pairing;

/**
 * What the rows of one batch can be coupled with: one partner per row drawn beforehand, which
 * together are the batch's pool, and as many more for a row as a rule asks for.
 */
public interface Partners {

  /** Returns the number of coordinates of a partner. */
  int dimension();

  /**
   * Writes partner {@code draw} of {@code row} to {@code to}; draw 0 is the one in the pool. Equal
   * arguments, equal partners.
   */
  void read(int row, int draw, double[] to);
}
