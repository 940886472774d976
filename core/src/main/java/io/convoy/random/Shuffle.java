package io.convoy.random;

import java.io.Serializable;
import java.util.SplittableRandom;

/**
 * A random order of the numbers below a size, one number at a time: which stands at a place and at
 * which place one stands, both in constant time and memory, so that every task can tell where its
 * rows go.
 *
 * <p>A Feistel network of {@value #ROUNDS} rounds on the smallest even number of bits that holds
 * the size, repeated while it leads out of the range (Black and Rogaway, "Ciphers with arbitrary
 * finite domains", CT-RSA 2002): fewer than four times on average.
 */
public final class Shuffle implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final int ROUNDS = 6;

  private final long size;
  private final int halfBits;
  private final long halfMask;
  private final long[] keys;

  /**
   * Returns an order of the numbers from 0 to {@code size}, exclusive.
   *
   * @param size in 1 to {@code 2^62}
   * @param random where the order comes from
   */
  public Shuffle(long size, SplittableRandom random) {
    if (size < 1 || size > 1L << 62) {
      throw new IllegalArgumentException("the size of a shuffle must be in 1 to 2^62, got " + size);
    }
    this.size = size;
    this.halfBits = (64 - Long.numberOfLeadingZeros(size - 1) + 1) / 2;
    this.halfMask = (1L << halfBits) - 1;
    this.keys = random.longs(ROUNDS).toArray();
  }

  /** Returns the number that stands at {@code place}, both in 0 to the size, exclusive. */
  public long at(long place) {
    long word = checked(place);
    do {
      for (long key : keys) {
        word = (word & halfMask) << halfBits | ((word >>> halfBits) ^ round(word & halfMask, key));
      }
    } while (word >= size);
    return word;
  }

  /** Returns the place at which {@code number} stands: the inverse of {@link #at}. */
  public long placeOf(long number) {
    long word = checked(number);
    do {
      for (int k = ROUNDS - 1; k >= 0; k--) {
        long right = word >>> halfBits;
        word = ((word & halfMask) ^ round(right, keys[k])) << halfBits | right;
      }
    } while (word >= size);
    return word;
  }

  private long round(long half, long key) {
    return SeedStream.mix(half ^ key) & halfMask;
  }

  private long checked(long number) {
    if (number < 0 || number >= size) {
      throw new IllegalArgumentException("a shuffle of " + size + " numbers has none at " + number);
    }
    return number;
  }
}
