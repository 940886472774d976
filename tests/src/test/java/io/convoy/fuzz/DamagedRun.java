package io.convoy.fuzz;

import io.convoy.it.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run of a job of whose tables one is damaged.
 *
 * @param form the options, one of {@link FuzzedJob#forms}
 * @param table counts the tables of the form from 0, from the first again beyond the last
 * @param alike whether all tables of the same columns are edited alike, so that their columns match
 * @param packed whether features are one column of arrays, in all tables
 * @param where decides where a damaged file is damaged, in [0, 100)
 */
record DamagedRun(
    FuzzedJob job,
    String form,
    int table,
    boolean alike,
    boolean packed,
    TableFormat format,
    List<Edit> edits,
    FileDamage file,
    int where) {

  /** Returns a run whose tables are good. */
  static DamagedRun undamaged(FuzzedJob job, String form, boolean packed) {
    return new DamagedRun(
        job, form, 0, false, packed, sound(packed), List.of(), FileDamage.NONE, 0);
  }

  DamagedRun {
    packed = packed && job.packs(form);
    // csv holds no arrays, npy nothing else
    format = format == (packed ? TableFormat.CSV : TableFormat.NPY) ? sound(packed) : format;
  }

  private static TableFormat sound(boolean packed) {
    return packed ? TableFormat.JSON : TableFormat.CSV;
  }

  /** Returns whether all tables are as the job wants them. */
  boolean isUndamaged() {
    return edits.isEmpty() && file == FileDamage.NONE && format == sound(packed);
  }

  /** Returns the name of the damaged table. */
  String damaged() {
    List<String> tables = job.tables(form);
    return tables.get(table % tables.size());
  }

  /** Returns the damaged table. */
  Grid grid() {
    return edited(damaged());
  }

  private Grid edited(String name) {
    Grid grid = good(name);
    for (Edit edit : edits) {
      grid = edit.apply(grid);
    }
    return grid;
  }

  private Grid good(String name) {
    Grid good = job.good(name, form);
    return packed ? good.packed(List.of("x", "y")) : good;
  }

  /** Writes the tables into {@code dir} and returns the command that reads them. */
  String[] command(Path dir, Path models, Path out) throws IOException {
    Map<String, Path> files = new LinkedHashMap<>();
    List<String> names = good(damaged()).names();
    for (String name : job.tables(form)) {
      boolean isDamaged = name.equals(damaged());
      boolean isEdited = isDamaged || (alike && good(name).names().equals(names));
      TableFormat as = isEdited ? format : sound(packed);
      Path file = dir.resolve(name + "." + as.suffix());
      as.write(isEdited ? edited(name) : good(name), file);
      if (isDamaged) {
        this.file.apply(file, where);
      }
      files.put(name, file);
    }
    String kind = packed ? "-packed" : "";
    return job.arguments(form, files, models, kind, out).toArray(String[]::new);
  }

  /** Runs it. */
  Command.Ran run(Path dir, Path models, Path out) throws IOException {
    return Command.run(command(dir, models, out));
  }
}
