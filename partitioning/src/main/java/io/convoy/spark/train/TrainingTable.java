package io.convoy.spark.train;

import io.convoy.geometry.PointBlock;
import io.convoy.random.SeedStream;
import io.convoy.spark.column.Columns;
import io.convoy.spark.column.FeatureColumn;
import io.convoy.spark.column.Plans;
import io.convoy.spark.column.TableException;
import io.convoy.spark.column.TableRoles;
import io.convoy.spark.run.SparkJob;
import io.convoy.training.LabeledRows;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * A table to learn from, whose rows still know which file they are from.
 *
 * <p>No row is refused: one that cannot be used, since a value is null or not finite, has NaN in
 * all its features, so that whoever answers for it answers NaN and is found out. Rows of weight 0
 * are left out. Chance decides about a row by its key: a hash of its id, or of its number in the
 * order of the files. Closing frees the rows.
 */
public final class TrainingTable implements AutoCloseable {

  private static final int PIECE_ROWS = 8192;
  private static final int MOST_FILES_NAMED = 3;
  private static final int MOST_WORKERS = 10_000;

  /** Iteration number that no other use of a seed has. */
  private static final long HELD_OUT = -7;

  private final JavaSparkContext spark;
  private final String name;
  private final JavaRDD<TrainingChunk> chunks;
  private final NavigableMap<Split, Long> offsets;
  private final int dimension;
  private final boolean named;
  private final long rows;

  private TrainingTable(
      JavaSparkContext spark,
      String name,
      JavaRDD<TrainingChunk> chunks,
      NavigableMap<Split, Long> offsets,
      int dimension,
      boolean named,
      long rows) {
    this.spark = spark;
    this.name = name;
    this.chunks = chunks;
    this.offsets = offsets;
    this.dimension = dimension;
    this.named = named;
    this.rows = rows;
  }

  /** A range of bytes of a file. */
  record Split(String file, long start) implements Comparable<Split>, Serializable {
    @Override
    public int compareTo(Split other) {
      int byFile = file.compareTo(other.file);
      return byFile != 0 ? byFile : Long.compare(start, other.start);
    }
  }

  /**
   * What a worker has.
   *
   * @param name the value of its column, or its number
   * @param rows number of rows
   * @param unsound rows that cannot be used
   * @param files some of the files they are from
   */
  public record Domain(String name, long rows, long unsound, List<String> files)
      implements Serializable {
    public Domain {
      files = List.copyOf(files);
    }
  }

  /**
   * Reads a table.
   *
   * @param roles its columns
   * @param classes what labels may be, as text; empty if they are numbers
   * @param workerColumn column that names workers
   * @throws TableException if a column is missing or of no use, or no row has features
   */
  public static TrainingTable read(
      Dataset<Row> table,
      String name,
      TableRoles roles,
      List<String> classes,
      Optional<String> workerColumn) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(table.sparkSession().sparkContext());
    FeatureColumn features = FeatureColumn.of(name, table.schema(), roles.features());
    List<Column> columns = columns(table, name, roles, classes, workerColumn);
    int featuresAt = columns.size();
    columns.addAll(features.select(table));
    JavaRDD<InternalRow> read = Plans.rows(table.select(columns.toArray(new Column[0])));
    int dimension = dimension(spark, read, name, features, featuresAt);
    TrainingReading reading =
        new TrainingReading(
            features,
            featuresAt,
            dimension,
            Plans.readsFiles(table),
            roles.id().isPresent(),
            workerColumn.isPresent());
    JavaRDD<TrainingChunk> chunks =
        read.mapPartitionsWithIndex(reading, false).persist(StorageLevel.MEMORY_AND_DISK());
    SortedMap<Split, Long> counts = counts(spark, name, chunks);
    long rows = 0;
    TreeMap<Split, Long> offsets = new TreeMap<>();
    for (Map.Entry<Split, Long> split : counts.entrySet()) {
      offsets.put(split.getKey(), rows);
      rows += split.getValue();
    }
    if (rows == 0) {
      chunks.unpersist(false);
      throw new TableException(name + ": no row has a weight above 0");
    }
    return new TrainingTable(
        spark, name, chunks, offsets, dimension, workerColumn.isPresent(), rows);
  }

  /** Returns what is read of a row before its features. */
  private static List<Column> columns(
      Dataset<Row> table,
      String name,
      TableRoles roles,
      List<String> classes,
      Optional<String> workerColumn) {
    List<Column> columns = new ArrayList<>();
    boolean files = Plans.readsFiles(table);
    columns.add(files ? functions.input_file_name() : functions.lit(""));
    columns.add(files ? functions.input_file_block_start() : functions.lit(0L));
    columns.add(
        roles
            .id()
            .map(id -> functions.xxhash64(Columns.column(table, id).cast(DataTypes.StringType)))
            .orElse(functions.lit(0L)));
    columns.add(label(table, name, roles, classes));
    columns.add(
        roles
            .weight()
            .map(weight -> Columns.column(table, weight).cast(DataTypes.DoubleType))
            .orElse(functions.lit(1.0)));
    columns.add(
        workerColumn
            .map(
                column -> {
                  Columns.type(name, table.schema(), column);
                  return Columns.column(table, column).cast(DataTypes.StringType);
                })
            .orElse(functions.lit("")));
    return columns;
  }

  private static SortedMap<Split, Long> counts(
      JavaSparkContext spark, String name, JavaRDD<TrainingChunk> chunks) {
    TreeMap<Split, Long> counts = new TreeMap<>();
    SparkJob.run(
            spark,
            name + ": read",
            () ->
                chunks
                    .map(
                        chunk ->
                            new Tuple2<>(
                                new Split(chunk.file(), chunk.start()), (long) chunk.rows().rows()))
                    .collect())
        .forEach(chunk -> counts.merge(chunk._1(), chunk._2(), Long::sum));
    return counts;
  }

  private static Column label(
      Dataset<Row> table, String name, TableRoles roles, List<String> classes) {
    String label = roles.label().orElseThrow();
    Columns.type(name, table.schema(), label);
    Column column = Columns.column(table, label);
    if (classes.isEmpty()) {
      return column.try_cast(DataTypes.DoubleType);
    }
    Column known = functions.array(classes.stream().map(functions::lit).toArray(Column[]::new));
    // positions count from 1, and 0 is for a value that is not there
    return functions
        .nullif(
            functions.array_position(known, column.cast(DataTypes.StringType)), functions.lit(0L))
        .minus(1)
        .cast(DataTypes.DoubleType);
  }

  /** Returns the number of features that most rows have. */
  private static int dimension(
      JavaSparkContext spark,
      JavaRDD<InternalRow> rows,
      String name,
      FeatureColumn features,
      int featuresAt) {
    if (features instanceof FeatureColumn.NumericColumns columns) {
      return columns.columns().size();
    }
    TreeMap<Integer, Long> counts = new TreeMap<>();
    SparkJob.run(
            spark,
            name + ": count features",
            () ->
                rows.mapPartitions(
                        given -> {
                          TreeMap<Integer, Long> found = new TreeMap<>();
                          while (given.hasNext()) {
                            found.merge(features.length(given.next(), featuresAt), 1L, Long::sum);
                          }
                          return List.of(found).iterator();
                        })
                    .collect())
        .forEach(found -> found.forEach((length, count) -> counts.merge(length, count, Long::sum)));
    return counts.entrySet().stream()
        .filter(entry -> entry.getKey() > 0)
        .max(Map.Entry.<Integer, Long>comparingByValue().thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .orElseThrow(() -> new TableException(name + ": no row has features"));
  }

  /** Returns the number of rows. */
  public long rows() {
    return rows;
  }

  /** Returns the number of features of a row. */
  public int dimension() {
    return dimension;
  }

  /**
   * Returns rows that chance holds out, in pieces that are always the same; some may be empty.
   *
   * @param share of the rows that are held out; 1 for all
   * @return cached, for the caller to free
   */
  public JavaRDD<LabeledRows> heldOut(double share, SeedStream seeds) {
    return rows(new Assignment.ByPlace(PIECE_ROWS), share, seeds, true).rows();
  }

  static boolean isHeldOut(long key, double share, SeedStream seeds) {
    return share >= 1 || (share > 0 && seeds.at(HELD_OUT, key).nextDouble() < share);
  }

  /**
   * Rows by worker.
   *
   * @param rows one partition and one element per worker, in order; to be cached by the caller
   * @param domains what each has
   */
  public record Assigned(JavaRDD<LabeledRows> rows, List<Domain> domains) {
    public Assigned {
      domains = List.copyOf(domains);
    }
  }

  /**
   * Returns every worker's rows, less those held out, in an order that is always the same.
   *
   * @param share of the rows that are held out
   * @throws TableException if a worker has no row, or the column that names workers is null
   */
  public Assigned assigned(Assignment assignment, double share, SeedStream seeds) {
    Parts parts = rows(assignment, share, seeds, false);
    JavaRDD<LabeledRows> byWorker = parts.rows();
    List<String> names = parts.cut().names();
    int p = names.size();
    List<Domain> domains =
        SparkJob.run(
                spark,
                name + ": rows by worker",
                () -> byWorker.map(worker -> new long[] {worker.rows(), unsound(worker)}).collect())
            .stream()
            .map(counts -> new Domain("", counts[0], counts[1], List.of()))
            .toList();
    List<List<String>> files = files(parts.cut(), p);
    List<Domain> named = new ArrayList<>();
    for (int i = 0; i < p; i++) {
      if (domains.get(i).rows() == 0) {
        byWorker.unpersist(false);
        throw new TableException(
            name
                + ": worker "
                + names.get(i)
                + " would have none of the "
                + rows
                + " rows; ask for fewer workers"
                + (share > 0 ? " or hold out fewer rows" : ""));
      }
      named.add(
          new Domain(names.get(i), domains.get(i).rows(), domains.get(i).unsound(), files.get(i)));
    }
    return new Assigned(byWorker, named);
  }

  private record Parts(JavaRDD<LabeledRows> rows, TrainingCut cut) {}

  private Parts rows(Assignment assignment, double share, SeedStream seeds, boolean heldOut) {
    List<String> names = names(assignment);
    int p = names.size();
    TrainingCut cut =
        new TrainingCut(
            assignment,
            p,
            offsets,
            owners(p),
            names,
            classes(assignment),
            rows,
            share,
            seeds,
            heldOut);
    return new Parts(
        chunks
            .mapPartitionsToPair(cut)
            .partitionBy(new Identity(p))
            .mapPartitionsWithIndex(new Gather(), false)
            .persist(StorageLevel.MEMORY_AND_DISK()),
        cut);
  }

  private static long unsound(LabeledRows rows) {
    return IntStream.range(0, rows.rows()).filter(row -> !rows.isSound(row)).count();
  }

  /** Returns some files of every worker. */
  private List<List<String>> files(TrainingCut cut, int p) {
    List<TreeSet<String>> files =
        IntStream.range(0, p).mapToObj(i -> new TreeSet<String>()).toList();
    SparkJob.run(
            spark,
            name + ": files by worker",
            () ->
                chunks
                    .flatMap(
                        chunk -> {
                          TreeSet<Integer> owners = new TreeSet<>();
                          for (int row = 0; row < chunk.rows().rows(); row++) {
                            owners.add(cut.worker(chunk, row));
                          }
                          return owners.stream()
                              .filter(owner -> owner >= 0)
                              .map(owner -> new Tuple2<>(owner, chunk.file()))
                              .iterator();
                        })
                    .distinct()
                    .collect())
        .forEach(pair -> files.get(pair._1()).add(pair._2()));
    return files.stream()
        .map(set -> set.stream().filter(file -> !file.isEmpty()).limit(MOST_FILES_NAMED).toList())
        .toList();
  }

  private List<String> names(Assignment assignment) {
    if (assignment instanceof Assignment.ByColumn by) {
      if (!named) {
        throw new IllegalStateException("the column of workers was not read");
      }
      List<String> names =
          SparkJob.run(
              spark,
              name + ": workers",
              () ->
                  chunks
                      .flatMap(
                          chunk ->
                              IntStream.range(0, chunk.rows().rows())
                                  .mapToObj(
                                      row -> Optional.ofNullable(chunk.worker(row)).orElse(""))
                                  .distinct()
                                  .iterator())
                      .distinct()
                      .collect());
      if (names.contains("") || names.size() > MOST_WORKERS) {
        throw new TableException(
            name
                + ": worker-column '"
                + by.column()
                + (names.contains("")
                    ? "' is empty in some rows; every row needs a worker"
                    : "' has " + names.size() + " values, allowed are " + MOST_WORKERS));
      }
      return names.stream().sorted().toList();
    }
    int count =
        assignment instanceof Assignment.ByPlace place
            ? (int) ((rows + place.rows() - 1) / place.rows())
            : assignment instanceof Assignment.ByFiles files
                ? files.workers()
                : ((Assignment.ByChance) assignment).workers();
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }

  /** Returns the worker of every file; empty if there are fewer files than workers. */
  private NavigableMap<String, Integer> owners(int p) {
    TreeMap<String, Long> begins = new TreeMap<>();
    offsets.forEach((split, offset) -> begins.merge(split.file(), offset, Math::min));
    TreeMap<String, Integer> owners = new TreeMap<>();
    int owner = 0;
    int left = begins.size();
    for (Map.Entry<String, Long> file :
        left < p ? Map.<String, Long>of().entrySet() : begins.entrySet()) {
      // the next worker's turn if its share of the rows begins here, or only so many files are left
      boolean due = file.getValue() >= (double) rows * (owner + 1) / p || left < p - owner;
      if (!owners.isEmpty() && owner < p - 1 && due) {
        owner++;
      }
      owners.put(file.getKey(), owner);
      left--;
    }
    return owners;
  }

  /** Returns the number of rows of every class, for assignments that depend on it. */
  private NavigableMap<Integer, Long> classes(Assignment assignment) {
    TreeMap<Integer, Long> counts = new TreeMap<>();
    if (!(assignment instanceof Assignment.ByChance chance) || chance.sorted() == 0) {
      return counts;
    }
    SparkJob.run(
            spark,
            name + ": classes",
            () ->
                chunks
                    .map(
                        chunk -> {
                          TreeMap<Integer, Long> found = new TreeMap<>();
                          for (int row = 0; row < chunk.rows().rows(); row++) {
                            double label = chunk.rows().label(row);
                            found.merge(Double.isNaN(label) ? 0 : (int) label, 1L, Long::sum);
                          }
                          return found;
                        })
                    .collect())
        .forEach(found -> found.forEach((label, count) -> counts.merge(label, count, Long::sum)));
    return counts;
  }

  @Override
  public void close() {
    chunks.unpersist(false);
  }

  private static final class Identity extends Partitioner {

    private static final long serialVersionUID = 1L;

    private final int parts;

    Identity(int parts) {
      this.parts = parts;
    }

    @Override
    public int numPartitions() {
      return parts;
    }

    @Override
    public int getPartition(Object key) {
      return (Integer) key;
    }
  }

  /** Puts a worker's pieces together, in the order of the files whatever order they arrive in. */
  private record Gather()
      implements Function2<
          Integer, Iterator<Tuple2<Integer, Tuple2<Long, LabeledRows>>>, Iterator<LabeledRows>> {

    @Override
    public Iterator<LabeledRows> call(
        Integer worker, Iterator<Tuple2<Integer, Tuple2<Long, LabeledRows>>> pieces) {
      TreeMap<Long, LabeledRows> ordered = new TreeMap<>();
      pieces.forEachRemaining(piece -> ordered.put(piece._2()._1(), piece._2()._2()));
      if (ordered.isEmpty()) {
        return List.of(
                new LabeledRows(
                    PointBlock.of(worker, 1, new double[0], new double[0]),
                    new double[0],
                    new long[0]))
            .iterator();
      }
      List<LabeledRows> all = List.copyOf(ordered.values());
      return List.of(LabeledRows.joined(worker, all)).iterator();
    }
  }
}
