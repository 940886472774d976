package io.convoy.jobs.table;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** How files hold a table, and what Spark must be told to read them. */
enum FileFormat {
  PARQUET("parquet"),
  ORC("orc"),
  JSON("json"),
  CSV("csv"),
  TSV("csv"),
  DELTA("delta"),
  ICEBERG("iceberg"),
  NPY("npy");

  private static final Map<String, FileFormat> BY_SUFFIX =
      Map.of(
          "parquet", PARQUET, "orc", ORC, "json", JSON, "jsonl", JSON, "ndjson", JSON, "csv", CSV,
          "tsv", TSV, "npy", NPY);

  private final String sparkName;

  FileFormat(String sparkName) {
    this.sparkName = sparkName;
  }

  /** Returns the name of Spark's data source. */
  String sparkName() {
    return sparkName;
  }

  /** Returns the options Spark's data source needs. */
  Map<String, String> options() {
    return switch (this) {
      case CSV -> Map.of("header", "true", "inferSchema", "true");
      case TSV -> Map.of("header", "true", "inferSchema", "true", "sep", "\t");
      case PARQUET, ORC, JSON, DELTA, ICEBERG, NPY -> Map.of();
    };
  }

  /**
   * Returns the format of what is at {@code root}: table formats by their metadata directory, files
   * by the suffix of the first one that has a known suffix, else parquet as Spark assumes.
   */
  static FileFormat of(FileSystem files, FileStatus root, Iterable<FileStatus> leaves)
      throws IOException {
    if (root.isDirectory()) {
      if (files.exists(new Path(root.getPath(), "_delta_log"))) {
        return DELTA;
      }
      if (holdsIcebergMetadata(files, new Path(root.getPath(), "metadata"))) {
        return ICEBERG;
      }
    }
    for (FileStatus leaf : leaves) {
      Optional<FileFormat> known = bySuffix(leaf.getPath().getName());
      if (known.isPresent()) {
        return known.get();
      }
    }
    return PARQUET;
  }

  /** Looks at the parts of a name from the end, past suffixes of compression: {@code a.csv.gz}. */
  private static Optional<FileFormat> bySuffix(String name) {
    String[] parts = name.toLowerCase(Locale.ROOT).split("\\.", -1);
    for (int i = parts.length - 1; i > 0 && i >= parts.length - 2; i--) {
      FileFormat format = BY_SUFFIX.get(parts[i]);
      if (format != null) {
        return Optional.of(format);
      }
    }
    return Optional.empty();
  }

  private static boolean holdsIcebergMetadata(FileSystem files, Path metadata) throws IOException {
    return files.exists(metadata)
        && Arrays.stream(files.listStatus(metadata))
            .anyMatch(file -> file.getPath().getName().endsWith(".metadata.json"));
  }
}
