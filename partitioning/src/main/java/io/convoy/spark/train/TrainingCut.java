package io.convoy.spark.train;

import io.convoy.random.SeedStream;
import io.convoy.training.LabeledRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import scala.Tuple2;

/**
 * Cuts chunks into what each worker has of them.
 *
 * @param workers their number
 * @param offsets number of rows in the splits before each
 * @param owners the worker of every file; empty where rows are dealt out in runs
 * @param names of workers that a column names, ascending
 * @param classes number of rows of every class, where the assignment depends on it
 * @param rows number of all
 * @param share of the rows that are held out
 * @param heldOut whether these are wanted, or the others
 */
record TrainingCut(
    Assignment assignment,
    int workers,
    NavigableMap<TrainingTable.Split, Long> offsets,
    NavigableMap<String, Integer> owners,
    List<String> names,
    NavigableMap<Integer, Long> classes,
    long rows,
    double share,
    SeedStream seeds,
    boolean heldOut)
    implements PairFlatMapFunction<Iterator<TrainingChunk>, Integer, Tuple2<Long, LabeledRows>> {

  @Override
  public Iterator<Tuple2<Integer, Tuple2<Long, LabeledRows>>> call(Iterator<TrainingChunk> chunks) {
    List<Tuple2<Integer, Tuple2<Long, LabeledRows>>> pieces = new ArrayList<>();
    while (chunks.hasNext()) {
      TrainingChunk chunk = chunks.next();
      long offset = offsets.get(new TrainingTable.Split(chunk.file(), chunk.start()));
      int n = chunk.rows().rows();
      int[] owner = IntStream.range(0, n).map(row -> worker(chunk, row)).toArray();
      for (int worker : Arrays.stream(owner).filter(i -> i >= 0).distinct().toArray()) {
        int[] own = IntStream.range(0, n).filter(row -> owner[row] == worker).toArray();
        pieces.add(
            new Tuple2<>(
                worker, new Tuple2<>(offset + chunk.first(), chunk.pick(worker, own, offset))));
      }
    }
    return pieces.iterator();
  }

  /** Returns the worker of a row, -1 if it is not wanted. */
  int worker(TrainingChunk chunk, int row) {
    TrainingTable.Split split = new TrainingTable.Split(chunk.file(), chunk.start());
    long offset = offsets.get(split);
    long key = chunk.key(row, offset);
    if (TrainingTable.isHeldOut(key, share, seeds) != heldOut) {
      return -1;
    }
    if (assignment instanceof Assignment.ByPlace place) {
      return (int) ((offset + chunk.first() + row) / place.rows());
    }
    if (assignment instanceof Assignment.ByColumn) {
      return Collections.binarySearch(names, chunk.worker(row));
    }
    if (assignment instanceof Assignment.ByChance chance) {
      double label = chunk.rows().label(row);
      int c = Double.isNaN(label) || classes.isEmpty() ? 0 : (int) label;
      long before = classes.headMap(c).values().stream().mapToLong(Long::longValue).sum();
      return chance.of(key, label, before, classes.getOrDefault(c, rows), rows);
    }
    Integer owner = owners.get(chunk.file());
    return owner != null ? owner : (int) ((offset + chunk.first() + row) * (double) workers / rows);
  }
}
