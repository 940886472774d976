package io.convoy.spark.block;

import io.convoy.random.SeedStream;
import io.convoy.random.Shuffle;
import java.io.Serializable;
import java.util.stream.LongStream;

/**
 * Batches of a table: its rows in random order, then once more in another, until there are enough.
 *
 * @param seed of the order
 * @param places the number of rows of all batches together, at least 1
 * @param rows the number of rows of every batch but the last, in 1 to {@value #MOST_ROWS}
 */
public record Batching(long seed, long places, int rows) implements Serializable {

  /** The largest number of rows of a batch. */
  public static final int MOST_ROWS = 1 << 16;

  public Batching {
    if (rows < 1 || rows > MOST_ROWS) {
      throw new IllegalArgumentException("batch must be in 1 to " + MOST_ROWS + ", got " + rows);
    }
    if (places < 1 || places > (long) rows << 30) {
      throw new IllegalArgumentException(
          "there must be 1 to 2^30 batches, got " + places + " rows in batches of " + rows);
    }
  }

  /** Returns the places of every row of a table of {@code size}: one for each time it is used. */
  Places placesIn(long size) {
    Shuffle[] orders = orders(size);
    return row ->
        LongStream.range(0, orders.length)
            .map(turn -> turn * size + orders[(int) turn].placeOf(row))
            .filter(place -> place < places)
            .toArray();
  }

  /** Returns which row of a table of {@code size}, a small one, stands at each place. */
  int[] order(int size) {
    Shuffle[] orders = orders(size);
    int[] order = new int[Math.toIntExact(places)];
    for (int place = 0; place < order.length; place++) {
      order[place] = (int) orders[place / size].at(place % size);
    }
    return order;
  }

  private Shuffle[] orders(long size) {
    SeedStream seeds = new SeedStream(seed);
    return LongStream.range(0, (places + size - 1) / size)
        .mapToObj(turn -> new Shuffle(size, seeds.at(turn, size)))
        .toArray(Shuffle[]::new);
  }
}
