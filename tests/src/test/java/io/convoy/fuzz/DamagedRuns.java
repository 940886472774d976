package io.convoy.fuzz;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/**
 * Random damage. What shrinks becomes less of it: fewer edits, of places and values that come
 * first.
 */
final class DamagedRuns {

  private DamagedRuns() {}

  /** Returns runs of a job. */
  static Arbitrary<DamagedRun> of(FuzzedJob job) {
    Arbitrary<List<Edit>> edits = edits().list().ofMinSize(0).ofMaxSize(3);
    // most files are as they were written, so that what is in them is read
    Arbitrary<FileDamage> files =
        Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.just(FileDamage.NONE)),
            Tuple.of(1, Arbitraries.of(FileDamage.class)));
    Arbitrary<TableFormat> formats =
        Arbitraries.frequency(
            Tuple.of(4, TableFormat.CSV),
            Tuple.of(3, TableFormat.JSON),
            Tuple.of(4, TableFormat.PARQUET),
            Tuple.of(1, TableFormat.NPY));
    return Combinators.combine(
            Arbitraries.of(job.forms()),
            places(3),
            Arbitraries.of(false, true),
            Arbitraries.of(false, true),
            formats,
            edits,
            files,
            places(100))
        .as(
            (form, table, alike, packed, format, some, file, where) ->
                new DamagedRun(job, form, table, alike, packed, format, some, file, where));
  }

  private static Arbitrary<Edit> edits() {
    // what changes values, not what takes them away, gets past the first look at a table
    Arbitrary<Edit.Kind> values =
        Arbitraries.of(
            Edit.Kind.NUMBER,
            Edit.Kind.CONSTANT,
            Edit.Kind.STRETCH,
            Edit.Kind.TEXT,
            Edit.Kind.PREFIX,
            Edit.Kind.RETYPE);
    Arbitrary<Edit.Kind> kinds =
        Arbitraries.frequencyOf(Tuple.of(3, values), Tuple.of(1, Arbitraries.of(Edit.Kind.class)));
    return Combinators.combine(kinds, places(10), places(FuzzedJob.ROWS), places(120))
        .as(Edit::new);
  }

  private static Arbitrary<Integer> places(int count) {
    return Arbitraries.integers()
        .between(0, count - 1)
        .withDistribution(RandomDistribution.uniform());
  }
}
