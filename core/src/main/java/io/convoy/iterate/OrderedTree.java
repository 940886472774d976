package io.convoy.iterate;

import java.util.ArrayDeque;
import java.util.function.BinaryOperator;

/**
 * Merges a sequence along one binary tree that depends on the positions alone.
 *
 * <p>The tree over {@code n} leaves joins the first {@code 2^k} leaves, {@code 2^k} the largest
 * power of two below {@code n}, with the tree over the others. A run of {@code 2^j} leaves that
 * starts at a multiple of {@code 2^j} is always a subtree, so such runs may be merged anywhere, by
 * anyone, and their results merged again: floating-point sums keep their bits. Leaves arrive in
 * order and at most {@code log2(n) + 1} partial results are held.
 *
 * @param <R> what is merged
 */
public final class OrderedTree<R> {

  private record Node<R>(int level, R value) {}

  private final BinaryOperator<R> merge;
  private final ArrayDeque<Node<R>> pending = new ArrayDeque<>();

  /** An empty tree; {@code merge} takes the left part first. */
  public OrderedTree(BinaryOperator<R> merge) {
    this.merge = merge;
  }

  /** Adds the next leaf. */
  public void add(R value) {
    Node<R> node = new Node<>(0, value);
    while (!pending.isEmpty() && pending.peek().level() == node.level()) {
      Node<R> left = pending.pop();
      node = new Node<>(node.level() + 1, merge.apply(left.value(), node.value()));
    }
    pending.push(node);
  }

  /**
   * Returns the merged value of all leaves added, at least one; the tree is empty afterwards.
   *
   * @throws IllegalStateException if nothing was added
   */
  public R result() {
    if (pending.isEmpty()) {
      throw new IllegalStateException("a merge needs at least one part, got none");
    }
    R right = pending.pop().value();
    while (!pending.isEmpty()) {
      right = merge.apply(pending.pop().value(), right);
    }
    return right;
  }

  /**
   * Returns the number of leaves per part, a power of two, that splits {@code leaves} into the
   * fewest parts that number at least {@code parts} (or into single leaves if there are fewer).
   */
  public static int leavesPerPart(int leaves, int parts) {
    if (leaves < 1 || parts < 1) {
      throw new IllegalArgumentException(
          "leaves and parts must be >= 1, got " + leaves + " and " + parts);
    }
    if (leaves > 1 << 30) {
      throw new IllegalArgumentException("leaves must be at most 2^30, got " + leaves);
    }
    int size = 1;
    while (size < leaves && (leaves + 2L * size - 1) / (2L * size) >= parts) {
      size *= 2;
    }
    return size;
  }
}
