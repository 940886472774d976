package io.convoy.spark.block;

import java.io.Serializable;

/** Where the rows of a table go in another order. */
@FunctionalInterface
interface Places extends Serializable {

  /** Returns the places of a row, counted through all blocks: none, one or several. */
  long[] of(long row);
}
