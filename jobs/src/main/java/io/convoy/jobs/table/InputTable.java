package io.convoy.jobs.table;

import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.settings.RoleSettings;
import io.convoy.jobs.settings.TableSettings;
import io.convoy.spark.column.Columns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A table that was found but not yet opened.
 *
 * <p>Finding needs no Spark, so that a rerun which has nothing to do, or an input that is missing,
 * answers at once.
 */
public final class InputTable {

  private final TableSettings settings;
  private final Location location;
  private final FileFormat format;
  private final List<FileStatus> files;

  private InputTable(
      TableSettings settings, Location location, FileFormat format, List<FileStatus> files) {
    this.settings = settings;
    this.location = location;
    this.format = format;
    this.files = files;
  }

  /**
   * Finds the table.
   *
   * @throws JobFailure if its path does not exist or cannot be listed
   */
  public static InputTable find(TableSettings settings, Configuration hadoop) {
    Location location = Location.parse(settings.name(), settings.location());
    if (!(location instanceof Location.Files place)) {
      return new InputTable(settings, location, FileFormat.PARQUET, List.of());
    }
    try {
      Path path = new Path(place.path());
      FileSystem fileSystem = path.getFileSystem(hadoop);
      FileStatus[] roots = fileSystem.globStatus(path);
      if (roots == null || roots.length == 0) {
        throw JobFailure.badInput(settings.name() + ": there is nothing at " + place.path());
      }
      List<FileStatus> files = new ArrayList<>();
      for (FileStatus root : roots) {
        RemoteIterator<LocatedFileStatus> leaves = fileSystem.listFiles(root.getPath(), true);
        while (leaves.hasNext()) {
          files.add(leaves.next());
        }
      }
      FileFormat format = FileFormat.of(fileSystem, roots[0], files);
      return new InputTable(settings, location, format, kept(settings, files));
    } catch (IOException | IllegalArgumentException unreadable) {
      throw JobFailure.badInput(
          settings.name() + ": cannot read " + place.path() + ": " + unreadable.getMessage(),
          unreadable);
    }
  }

  /** Returns the files of the partitions to read. */
  private static List<FileStatus> kept(TableSettings settings, List<FileStatus> files) {
    if (settings.partitions().isEmpty()) {
      return List.copyOf(files);
    }
    TableSettings.Partitions some = settings.partitions().get();
    List<FileStatus> kept = new ArrayList<>();
    boolean found = false;
    for (FileStatus file : files) {
      Optional<String> value = partition(file, some.column());
      found |= value.isPresent();
      if (value.isPresent() && value.get().compareTo(some.last()) <= 0) {
        kept.add(file);
      }
    }
    if (!found || kept.isEmpty()) {
      throw JobFailure.badInput(
          settings.name()
              + ": "
              + settings.location()
              + " has no directory "
              + some.column()
              + "=..."
              + (found ? " up to " + some.last() : ", which incremental needs"));
    }
    return List.copyOf(kept);
  }

  private static Optional<String> partition(FileStatus file, String column) {
    String sign = column + "=";
    for (Path at = file.getPath().getParent(); at != null; at = at.getParent()) {
      if (at.getName().startsWith(sign)) {
        return Optional.of(at.getName().substring(sign.length()));
      }
    }
    return Optional.empty();
  }

  /**
   * Returns a hash of the files of every partition that is read, by its value; empty if the table
   * is read whole.
   */
  public NavigableMap<String, String> partitions() {
    NavigableMap<String, String> hashes = new TreeMap<>();
    settings
        .partitions()
        .ifPresent(
            some ->
                files.stream()
                    .collect(
                        Collectors.groupingBy(
                            file -> partition(file, some.column()).orElseThrow(),
                            TreeMap::new,
                            Collectors.toList()))
                    .forEach((value, own) -> hashes.put(value, Fingerprint.ofFiles(own))));
    return hashes;
  }

  /** Returns what the user calls the table: {@code source} or {@code target}. */
  public String name() {
    return settings.name();
  }

  /** Returns where the user says it is. */
  public String location() {
    return settings.location();
  }

  /**
   * Returns a hash that changes when the table changes: of its files, or of its name and snapshot.
   * A catalog table without a snapshot whose files Spark does not list can change unseen, so each
   * call returns another hash.
   *
   * @param spark asked only for a catalog table without a snapshot
   */
  public String fingerprint(Supplier<SparkSession> spark) {
    if (location instanceof Location.Catalog table) {
      return table
          .snapshot()
          .map(snapshot -> Fingerprint.of(table.name() + '@' + snapshot))
          .orElseGet(() -> fingerprintNow(spark.get()));
    }
    return Fingerprint.ofFiles(files);
  }

  private String fingerprintNow(SparkSession spark) {
    Configuration hadoop = spark.sessionState().newHadoopConf();
    List<FileStatus> statuses = new ArrayList<>();
    try {
      for (String file : read(spark).inputFiles()) {
        Path path = new Path(file);
        statuses.add(path.getFileSystem(hadoop).getFileStatus(path));
      }
    } catch (IOException unreadable) {
      throw JobFailure.badInput(
          name() + ": cannot list the files of " + location() + ": " + unreadable.getMessage(),
          unreadable);
    }
    return statuses.isEmpty()
        ? Fingerprint.of(UUID.randomUUID().toString())
        : Fingerprint.ofFiles(statuses);
  }

  /**
   * Returns the rows of the table that its filter keeps.
   *
   * @throws JobFailure if Spark cannot read it or rejects the filter
   */
  Dataset<Row> open(SparkSession spark) {
    Dataset<Row> rows = Roles.withDoubleVectors(read(spark));
    if (settings.partitions().isPresent()) {
      String column = settings.partitions().get().column();
      rows = rows.where(Columns.named(column).cast("string").isin(partitions().keySet().toArray()));
    }
    if (settings.where().isEmpty()) {
      return rows;
    }
    String where = settings.where().get();
    try {
      return rows.where(where);
    } catch (Exception rejected) {
      throw JobFailure.usage(
          name() + "-where: Spark rejects '" + where + "': " + firstLine(rejected), rejected);
    }
  }

  /**
   * Makes sure that there is a row.
   *
   * @throws JobFailure if {@code rows}, as opened, are none or cannot be read
   */
  void refuseEmpty(Dataset<Row> rows) {
    boolean empty;
    try {
      empty = rows.isEmpty();
    } catch (Exception unreadable) {
      throw cannotRead(unreadable);
    }
    if (empty) {
      String filter = settings.where().map(where -> " where " + where).orElse("");
      throw JobFailure.badInput(name() + ": " + location() + " has no rows" + filter);
    }
  }

  RoleSettings roles() {
    return settings.roles();
  }

  private Dataset<Row> read(SparkSession spark) {
    try {
      if (location instanceof Location.Catalog table) {
        return table
            .snapshot()
            .map(at -> spark.sql("SELECT * FROM " + table.name() + " VERSION AS OF '" + at + "'"))
            .orElseGet(() -> spark.table(table.name()));
      }
      if (format == FileFormat.NPY) {
        return readNpy(spark);
      }
      return spark.read().format(format.sparkName()).options(format.options()).load(location());
    } catch (JobFailure known) {
      throw known;
    } catch (Exception unreadable) {
      throw cannotRead(unreadable);
    }
  }

  private Dataset<Row> readNpy(SparkSession spark) {
    List<FileStatus> arrays =
        files.stream().filter(file -> file.getPath().getName().endsWith(".npy")).toList();
    if (arrays.size() != 1) {
      throw JobFailure.badInput(
          name() + ": " + location() + " holds " + arrays.size() + " npy files; name one of them");
    }
    return NpyArray.read(spark, name(), arrays.get(0));
  }

  private JobFailure cannotRead(Exception unreadable) {
    if (String.valueOf(unreadable.getMessage()).contains("DATA_SOURCE_NOT_FOUND")) {
      return JobFailure.usage(
          name() + ": reading " + location() + " needs the jars of " + format.sparkName(),
          unreadable);
    }
    return JobFailure.badInput(
        name() + ": cannot read " + location() + ": " + Unreadable.reason(unreadable), unreadable);
  }

  private static String firstLine(Exception failure) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return Arrays.stream(message.split("\n", 2)).findFirst().orElse(message).strip();
  }
}
