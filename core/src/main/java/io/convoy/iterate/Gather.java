package io.convoy.iterate;

import java.util.ArrayList;
import java.util.List;

/** The sweep whose result is the list of all visits' results in block order. */
record Gather<B, S, R>(Visit<B, S, R> visit) implements Sweep<B, S, ArrayList<R>> {

  @Override
  public ArrayList<R> visit(S state, B block) {
    return new ArrayList<>(List.of(visit.visit(state, block)));
  }

  @Override
  public ArrayList<R> merge(ArrayList<R> left, ArrayList<R> right) {
    left.addAll(right);
    return left;
  }
}
