package io.convoy.jobs.select.pool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.convoy.geometry.PointBlock;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.output.OutputDirectory;
import io.convoy.selection.Candidates;
import io.convoy.selection.GroupTotals;
import io.convoy.spark.checkpoint.CheckpointStore;
import io.convoy.spark.checkpoint.Snapshot;
import io.convoy.spark.column.TableRoles;
import io.convoy.spark.intake.ReadOptions;
import io.convoy.spark.table.PointTable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What run dates leave for later ones: the candidates of all partitions they have seen, under
 * {@code _state/D/pool}. The rows are a parquet table, the lists a snapshot, and what they are of
 * is in {@code pool.json}, written last. It is a cache: a selection made with it is the selection
 * made without.
 *
 * @param out has a directory of all dates
 * @param runDate of this run, which reads only earlier ones
 */
record PoolState(SparkSession spark, OutputDirectory out, String runDate) {

  private static final Logger LOG = LoggerFactory.getLogger(PoolState.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ABOUT = "pool.json";
  private static final String ID = "id";
  private static final String ROW = "row";

  /**
   * Candidates of some partitions.
   *
   * @param partitions the hash of the files of each, by its value
   * @param rows of all these partitions
   * @param totals of their groups
   */
  record Saved(
      NavigableMap<String, String> partitions,
      long rows,
      GroupTotals totals,
      int nearestMost,
      int drawnMost,
      Path directory) {}

  /**
   * Returns what the earlier date that saw most of these partitions has left, of the same problem;
   * nothing, with a warning, if it is damaged.
   *
   * @param key tells problems apart: what is scanned for what
   */
  Optional<Prepared.Seen> seen(String key, NavigableMap<String, String> partitions) {
    return find(key, partitions)
        .flatMap(about -> content(about, key).map(content -> new Prepared.Seen(about, content)));
  }

  private Optional<Saved> find(String key, NavigableMap<String, String> partitions) {
    Optional<Saved> best = Optional.empty();
    for (Path directory : earlier()) {
      Optional<Saved> saved = read(directory, key);
      boolean fits =
          saved.isPresent()
              && partitions.entrySet().containsAll(saved.get().partitions().entrySet());
      if (fits
          && best.map(known -> known.partitions().size() <= saved.get().partitions().size())
              .orElse(true)) {
        best = saved;
      }
    }
    return best;
  }

  /** Returns the directories of earlier dates, ascending. */
  private List<Path> earlier() {
    try {
      FileSystem files = files();
      List<Path> found = new ArrayList<>();
      for (FileStatus date : files.listStatus(out.states())) {
        if (date.isDirectory() && date.getPath().getName().compareTo(runDate) < 0) {
          found.add(new Path(date.getPath(), "pool"));
        }
      }
      found.sort(null);
      return found;
    } catch (FileNotFoundException none) {
      return List.of();
    } catch (IOException unreadable) {
      throw unreadable(unreadable);
    }
  }

  private FileSystem files() throws IOException {
    return out.states().getFileSystem(spark.sessionState().newHadoopConf());
  }

  private JobFailure unreadable(IOException cause) {
    return JobFailure.badInput(
        "out: cannot read " + out.states() + ": " + cause.getMessage(), cause);
  }

  private Optional<Saved> read(Path directory, String key) {
    try (InputStream bytes = files().open(new Path(directory, ABOUT))) {
      JsonNode about = JSON.readTree(bytes);
      if (!about.path("key").asText().equals(key)) {
        return Optional.empty();
      }
      NavigableMap<String, String> partitions = new TreeMap<>();
      about
          .required("partitions")
          .properties()
          .forEach(entry -> partitions.put(entry.getKey(), entry.getValue().asText()));
      return Optional.of(
          new Saved(
              partitions,
              about.required("rows").asLong(),
              new GroupTotals(
                  JSON.convertValue(about.required("group-rows"), long[].class),
                  JSON.convertValue(about.required("group-sizes"), long[].class)),
              about.required("nearest").asInt(),
              about.required("drawn").asInt(),
              directory));
    } catch (FileNotFoundException none) {
      return Optional.empty();
    } catch (JsonProcessingException | IllegalArgumentException damaged) {
      LOG.warn("skipping the state {}: {}", directory, damaged.getMessage());
      return Optional.empty();
    } catch (IOException unreadable) {
      throw unreadable(unreadable);
    }
  }

  /**
   * Candidates with their rows.
   *
   * @param nearest list by list, by row
   * @param drawn likewise
   */
  record Content(PointTable.Gathered rows, Candidates nearest, Candidates drawn) {}

  private Optional<Content> content(Saved saved, String key) {
    Optional<Snapshot> lists = lists(saved.directory()).latest(key);
    if (lists.isEmpty()) {
      LOG.warn("the state {} is damaged: its partitions are scanned again", saved.directory());
      return Optional.empty();
    }
    TableRoles roles =
        new TableRoles(Optional.of(ID), Optional.empty(), Optional.empty(), List.of(ROW));
    try (PointTable table =
        PointTable.read(
            spark.read().parquet(table(saved.directory())),
            roles,
            new ReadOptions("state", OptionalInt.empty(), false))) {
      return Optional.of(
          new Content(
              table.gather(),
              candidates(lists.get(), "nearest", saved.nearestMost()),
              candidates(lists.get(), "drawn", saved.drawnMost())));
    } catch (RuntimeException damaged) {
      LOG.warn(
          "the state {} is damaged, its partitions are scanned again", saved.directory(), damaged);
      return Optional.empty();
    }
  }

  private static Candidates candidates(Snapshot lists, String kind, int most) {
    int[] counts =
        Arrays.stream(lists.arrays().get(kind + "-counts"))
            .mapToInt(count -> (int) count)
            .toArray();
    long[] rows =
        Arrays.stream(lists.arrays().get(kind + "-rows")).mapToLong(row -> (long) row).toArray();
    return Candidates.of(most, counts, lists.arrays().get(kind + "-costs"), rows);
  }

  private CheckpointStore lists(Path directory) {
    return new CheckpointStore(new Path(directory, "lists"), spark.sessionState().newHadoopConf());
  }

  private static String table(Path directory) {
    return new Path(directory, "rows").toString();
  }

  /** Leaves candidates for later dates. */
  void save(String key, Saved about, Content content, DataType idType) {
    Path directory = new Path(new Path(out.states(), runDate), "pool");
    try {
      files().delete(directory, true);
      StructType schema =
          new StructType()
              .add(ID, idType, false)
              .add(ROW, DataTypes.createArrayType(DataTypes.DoubleType, false), false);
      out.writer(spark.createDataFrame(rows(content.rows()), schema)).parquet(table(directory));
      Map<String, double[]> arrays = new LinkedHashMap<>();
      put(arrays, "nearest", content.nearest());
      put(arrays, "drawn", content.drawn());
      lists(directory).save(new Snapshot(key, 0, arrays, Map.of()));
      ObjectNode json = JSON.createObjectNode();
      json.put("key", key);
      json.put("rows", about.rows());
      json.set("group-rows", JSON.valueToTree(about.totals().rows()));
      json.set("group-sizes", JSON.valueToTree(about.totals().sizes()));
      json.put("nearest", about.nearestMost());
      json.put("drawn", about.drawnMost());
      json.set("partitions", JSON.valueToTree(about.partitions()));
      try (OutputStream bytes = files().create(new Path(directory, ABOUT), true)) {
        bytes.write((json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException unwritable) {
      throw JobFailure.usage(
          "out: cannot write " + directory + ": " + unwritable.getMessage(), unwritable);
    }
  }

  private static List<Row> rows(PointTable.Gathered gathered) {
    PointBlock points = gathered.points();
    List<Row> rows = new ArrayList<>(points.rows());
    double[] row = new double[points.dimension()];
    for (int i = 0; i < points.rows(); i++) {
      points.read(i, row);
      rows.add(RowFactory.create(gathered.ids().value(i), row.clone()));
    }
    return rows;
  }

  private static void put(Map<String, double[]> arrays, String kind, Candidates lists) {
    double[] counts = new double[lists.lists()];
    int all = 0;
    for (int list = 0; list < counts.length; list++) {
      counts[list] = lists.count(list);
      all += lists.count(list);
    }
    double[] costs = new double[all];
    double[] rows = new double[all];
    int at = 0;
    for (int list = 0; list < counts.length; list++) {
      for (int place = 0; place < lists.count(list); place++) {
        costs[at] = lists.cost(list, place);
        rows[at++] = (double) lists.row(list, place);
      }
    }
    arrays.put(kind + "-counts", counts);
    arrays.put(kind + "-costs", costs);
    arrays.put(kind + "-rows", rows);
  }
}
