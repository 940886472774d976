package io.convoy.spark.table;

import io.convoy.iterate.Sweep;
import io.convoy.iterate.Visit;
import io.convoy.spark.block.TableBlock;
import io.convoy.spark.run.MappedIterator;
import io.convoy.spark.run.Parcel;
import io.convoy.spark.run.ScopedBroadcast;
import io.convoy.spark.run.SparkRunner;
import java.io.Serializable;
import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.FlatMapFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * What a visit makes of every block of a table, or of every two blocks at the same place of two
 * tables, computed once and kept beside them on the executors. Closing frees it; the tables stay.
 *
 * @param <R> what is made of one place
 */
public final class Couplings<R extends Serializable> implements AutoCloseable {

  private final PointTable table;
  private final JavaRDD<BlockPair> pairs;
  private final ScopedBroadcast<?> state;
  private final JavaRDD<Parcel<R>> made;

  private Couplings(
      PointTable table,
      JavaRDD<BlockPair> pairs,
      ScopedBroadcast<?> state,
      JavaRDD<Parcel<R>> made) {
    this.table = table;
    this.pairs = pairs;
    this.state = state;
    this.made = made.persist(StorageLevel.MEMORY_AND_DISK());
  }

  /**
   * Returns what {@code visit} makes, to be computed when it is first asked for.
   *
   * @param other a table whose blocks are cut as those of {@code table}; or none
   * @throws IllegalArgumentException if they are cut otherwise
   */
  public static <S, R extends Serializable> Couplings<R> of(
      PointTable table, Optional<PointTable> other, Visit<BlockPair, S, R> visit, S state) {
    JavaRDD<BlockPair> pairs;
    if (other.isPresent()) {
      if (!other.get().plan().equals(table.plan())) {
        throw new IllegalArgumentException(
            "two tables must be cut alike, got " + table.plan() + " and " + other.get().plan());
      }
      pairs = table.blocks().zipPartitions(other.get().blocks(), new Beside());
    } else {
      pairs = table.blocks().map(block -> new BlockPair(block, Optional.empty()));
    }
    ScopedBroadcast<Parcel<S>> sent =
        ScopedBroadcast.of(
            JavaSparkContext.fromSparkContext(pairs.context()),
            "what pairs of rows are made of",
            Parcel.of(state));
    return new Couplings<>(table, pairs, sent, pairs.mapPartitions(new Make<>(visit, sent)));
  }

  /** Returns a sweep's result over all that was made, in order. */
  public <S, T> T run(String label, Sweep<R, S, T> sweep, S with) {
    return SparkRunner.over(made.map(Parcel::open), table.plan().blocks()).run(label, sweep, with);
  }

  /**
   * Returns the rows that {@code visit} makes of what was made and of the blocks it was made of, in
   * order. They are computed when the dataset is used, each time anew, and not after this or a
   * table is closed.
   */
  public Dataset<Row> derive(
      StructType schema, Visit<BlockPair, R, ? extends Iterable<Row>> visit) {
    return table.dataset(pairs.zipPartitions(made, new Derive<>(visit)), schema);
  }

  @Override
  public void close() {
    made.unpersist(false);
    state.close();
  }

  private record Beside()
      implements FlatMapFunction2<Iterator<TableBlock>, Iterator<TableBlock>, BlockPair> {

    @Override
    public Iterator<BlockPair> call(Iterator<TableBlock> blocks, Iterator<TableBlock> others) {
      return new MappedIterator<>(
          blocks, block -> new BlockPair(block, Optional.of(others.next())));
    }
  }

  private record Make<S, R extends Serializable>(
      Visit<BlockPair, S, R> visit, ScopedBroadcast<Parcel<S>> state)
      implements FlatMapFunction<Iterator<BlockPair>, Parcel<R>> {

    @Override
    public Iterator<Parcel<R>> call(Iterator<BlockPair> pairs) {
      S own = state.value().open();
      return new MappedIterator<>(pairs, pair -> Parcel.of(visit.visit(own, pair)));
    }
  }

  private record Derive<R extends Serializable>(Visit<BlockPair, R, ? extends Iterable<Row>> visit)
      implements FlatMapFunction2<Iterator<BlockPair>, Iterator<Parcel<R>>, Row> {

    @Override
    public Iterator<Row> call(Iterator<BlockPair> pairs, Iterator<Parcel<R>> made) {
      return StreamSupport.stream(Spliterators.spliteratorUnknownSize(pairs, 0), false)
          .<Row>flatMap(
              pair ->
                  StreamSupport.stream(visit.visit(made.next().open(), pair).spliterator(), false))
          .iterator();
    }
  }
}
