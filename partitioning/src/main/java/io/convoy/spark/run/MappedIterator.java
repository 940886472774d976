package io.convoy.spark.run;

import java.util.Iterator;
import java.util.function.Function;

/**
 * An iterator whose elements are changed as they pass, one at a time.
 *
 * @param from the elements
 * @param change what becomes of each
 */
public record MappedIterator<A, B>(Iterator<A> from, Function<A, B> change) implements Iterator<B> {

  @Override
  public boolean hasNext() {
    return from.hasNext();
  }

  @Override
  public B next() {
    return change.apply(from.next());
  }
}
