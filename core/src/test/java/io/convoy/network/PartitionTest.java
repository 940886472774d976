package io.convoy.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Graphs, their parts, and what crosses between these. */
final class PartitionTest {

  private static Graph grid(int side, int[] name) {
    List<int[]> edges = new ArrayList<>();
    for (int i = 0; i < side; i++) {
      for (int j = 0; j < side; j++) {
        if (i + 1 < side) {
          edges.add(new int[] {name[i * side + j], name[(i + 1) * side + j]});
        }
        if (j + 1 < side) {
          edges.add(new int[] {name[i * side + j], name[i * side + j + 1]});
        }
      }
    }
    return Nets.graph(side * side, edges, null);
  }

  private static int[] shuffled(int count, SplittableRandom random) {
    int[] names = new int[count];
    for (int i = 0; i < count; i++) {
      int at = random.nextInt(i + 1);
      names[i] = names[at];
      names[at] = i;
    }
    return names;
  }

  @Property(tries = 50)
  void whatTravelsIsWhatTheBlocksExchange(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 7) int parts) {
    SplittableRandom random = new SplittableRandom(seed);
    Graph graph = Nets.random(30, 0.1, random);
    int[] part = new int[30];
    for (int i = 0; i < 30; i++) {
      part[i] = i < parts ? i : random.nextInt(parts);
    }
    Partition partition = new Partition(part, parts);
    NodeRows rows = Nets.points(2, new double[60]);
    long sent = 0;
    for (GraphBlock.Piece piece : GraphBlock.cut(graph, partition)) {
      GraphBlock block = piece.with(rows.pick(piece.nodes()), new LocalModel.Clustering());
      for (int k = 0; k < block.peers(); k++) {
        sent += 8L * block.outgoing(GraphState.start(block), k).length;
      }
    }
    Set<Long> copies = new HashSet<>();
    for (int i = 0; i < 30; i++) {
      for (int at = graph.offset(i); at < graph.offset(i + 1); at++) {
        if (part[graph.neighbour(at)] != part[i]) {
          copies.add((long) i << 32 | part[graph.neighbour(at)]);
        }
      }
    }
    Partition.Balance balance = partition.balance(graph);
    assertThat(balance.ghosts()).isEqualTo(copies.size());
    assertThat(sent).isEqualTo(balance.bytesPerRound(2));
  }

  @Example
  void coordinatesKeepAGridTogether() {
    int[] name = shuffled(1024, new SplittableRandom(3));
    Graph graph = grid(32, name);
    double[] across = new double[1024];
    double[] up = new double[1024];
    for (int cell = 0; cell < 1024; cell++) {
      across[name[cell]] = Math.floorDiv(cell, 32);
      up[name[cell]] = cell % 32;
    }
    // four quarters of Hilbert's curve are the four squares of 16 by 16
    assertThat(Partitioners.coordinates(across, up, 4).balance(graph).cut()).isEqualTo(64);
    assertThat(Partitioners.range(1024, 4).balance(graph).cut()).isGreaterThan(1000);
  }

  @Example
  void communitiesAreFoundWithoutCoordinates() {
    SplittableRandom random = new SplittableRandom(6);
    int[] name = shuffled(400, random);
    List<int[]> edges = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      for (int j = i + 1; j < 400; j++) {
        if (random.nextDouble() < (i / 100 == j / 100 ? 0.3 : 0.005)) {
          edges.add(new int[] {name[i], name[j]});
        }
      }
    }
    Graph graph = Nets.graph(400, edges, null);
    int scattered = Partitioners.range(400, 4).balance(graph).cut();
    Partition.Balance greedy = Partitioners.greedy(graph, 4).balance(graph);
    Partition.Balance refined =
        Partitioners.propagate(graph, Partitioners.greedy(graph, 4), 20).balance(graph);
    assertThat(greedy.cut()).isLessThan(scattered);
    assertThat(greedy.largest()).isEqualTo(100);
    assertThat(refined.cut()).isLessThan(scattered / 2);
    assertThat(refined.largest()).isLessThanOrEqualTo(110);
  }

  @Property(tries = 100)
  void everyPartitionerFillsEveryPart(
      @ForAll long seed, @ForAll @IntRange(min = 3, max = 40) int nodes) {
    SplittableRandom random = new SplittableRandom(seed);
    Graph graph = Nets.random(nodes, 0.1, random);
    int parts = random.nextInt(1, nodes + 1);
    double[] across = random.doubles(nodes).toArray();
    double[] up = random.doubles(nodes).toArray();
    Partition greedy = Partitioners.greedy(graph, parts); // a Partition checks itself
    assertThat(Partitioners.propagate(graph, greedy, 5).parts()).isEqualTo(parts);
    assertThat(Partitioners.coordinates(across, up, parts).parts()).isEqualTo(parts);
    assertThat(Partitioners.range(nodes, parts).parts()).isEqualTo(parts);
  }

  @Example
  void loopsAreLeftOutAndParallelEdgesAddUp() {
    Graph graph =
        Graph.of(3, new int[] {0, 1, 1, 0}, new int[] {1, 0, 1, 1}, new double[] {1, 2, 5, 4});
    assertThat(graph.edges()).isEqualTo(1);
    assertThat(graph.weight(graph.offset(0))).isEqualTo(7);
    assertThat(graph.weight(graph.offset(1))).isEqualTo(7);
    assertThat(graph.loops()).isEqualTo(1);
    assertThat(graph.parallel()).isEqualTo(2);
    assertThat(graph.isolated()).isEqualTo(1);
    assertThat(Components.of(graph)).containsExactly(0, 0, 1);
  }

  @Example
  void whatIsNoEdgeIsRefused() {
    assertThatThrownBy(() -> edge(0, 2, 1))
        .hasMessage("edge 0 must join nodes from 0 to 1, got 0 and 2");
    for (double weight : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> edge(0, 1, weight))
          .hasMessage("the weight of edge 0 must be positive and finite, got " + weight);
    }
  }

  private static Graph edge(int source, int target, double weight) {
    return Graph.of(2, new int[] {source}, new int[] {target}, new double[] {weight});
  }

  @Example
  void componentsAreNumberedByTheirFirstNodes() {
    Components components = new Components(6);
    components.join(5, 1);
    components.join(4, 2);
    components.join(2, 5);
    assertThat(Arrays.toString(components.numbers())).isEqualTo("[0, 1, 1, 2, 1, 1]");
  }
}
