package io.convoy.iterate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Merges are written down as brackets, so that equal strings are equal trees. */
class OrderedTreeTest {

  private static String join(String left, String right) {
    return "(" + left + right + ")";
  }

  /** Returns the tree over the leaves {@code from} to {@code to} by its definition. */
  private static String defined(int from, int to) {
    if (to - from == 1) {
      return from + ".";
    }
    int half = 1;
    while (2 * half < to - from) {
      half *= 2;
    }
    return join(defined(from, from + half), defined(from + half, to));
  }

  private static String merged(IntStream leaves) {
    OrderedTree<String> tree = new OrderedTree<>(OrderedTreeTest::join);
    leaves.forEach(leaf -> tree.add(leaf + "."));
    return tree.result();
  }

  @Example
  void theTreeIsTheOneItsDefinitionDescribes() {
    for (int n = 1; n <= 200; n++) {
      assertThat(merged(IntStream.range(0, n))).isEqualTo(defined(0, n));
    }
  }

  @Property
  void alignedRunsMayBeMergedFirst(
      @ForAll @IntRange(min = 1, max = 500) int n, @ForAll @IntRange(min = 0, max = 9) int level) {
    int run = 1 << level;
    OrderedTree<String> tree = new OrderedTree<>(OrderedTreeTest::join);
    for (int from = 0; from < n; from += run) {
      tree.add(merged(IntStream.range(from, Math.min(n, from + run))));
    }
    assertThat(tree.result()).isEqualTo(defined(0, n));
  }

  @Property
  void runsOfRunsMayBeMergedToo(
      @ForAll @IntRange(min = 1, max = 500) int n,
      @ForAll @IntRange(min = 0, max = 4) int inner,
      @ForAll @IntRange(min = 0, max = 4) int outer) {
    int run = 1 << inner;
    OrderedTree<String> tree = new OrderedTree<>(OrderedTreeTest::join);
    for (int from = 0; from < n; from += run << outer) {
      OrderedTree<String> part = new OrderedTree<>(OrderedTreeTest::join);
      for (int start = from; start < Math.min(n, from + (run << outer)); start += run) {
        part.add(merged(IntStream.range(start, Math.min(n, start + run))));
      }
      tree.add(part.result());
    }
    assertThat(tree.result()).isEqualTo(defined(0, n));
  }

  @Example
  void aTreeIsEmptyAfterItsResult() {
    OrderedTree<String> tree = new OrderedTree<>(OrderedTreeTest::join);
    assertThatIllegalStateException().isThrownBy(tree::result);
    tree.add("a");
    assertThat(tree.result()).isEqualTo("a");
    assertThatIllegalStateException().isThrownBy(tree::result);
    tree.add("b");
    tree.add("c");
    assertThat(tree.result()).isEqualTo("(bc)");
  }

  @Property
  void partsAreTheFewestThatAreEnough(
      @ForAll @IntRange(min = 1, max = 1 << 30) int leaves,
      @ForAll @IntRange(min = 1, max = 3000) int parts) {
    long size = OrderedTree.leavesPerPart(leaves, parts);
    assertThat(Long.bitCount(size)).isEqualTo(1);
    if (size > 1) {
      assertThat(parts(leaves, size)).isGreaterThanOrEqualTo(parts);
    }
    // twice as many leaves per part: too few parts, or no fewer than there are
    assertThat(parts(leaves, 2 * size) < parts || parts(leaves, size) == 1).isTrue();
  }

  private static long parts(int leaves, long size) {
    return (leaves + size - 1) / size;
  }

  @Property
  void fewLeavesAreAPartEach(
      @ForAll @IntRange(min = 1, max = 1000) int leaves,
      @ForAll @IntRange(min = 0, max = 1000) int more) {
    if (leaves > 1) {
      assertThat(OrderedTree.leavesPerPart(leaves, leaves + more)).isEqualTo(1);
    }
  }

  @Example
  void thereMustBeLeavesAndParts() {
    assertThatIllegalArgumentException().isThrownBy(() -> OrderedTree.leavesPerPart(0, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OrderedTree.leavesPerPart(1, 0))
        .withMessage("leaves and parts must be >= 1, got 1 and 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OrderedTree.leavesPerPart((1 << 30) + 1, 1))
        .withMessage("leaves must be at most 2^30, got 1073741825");
  }
}
