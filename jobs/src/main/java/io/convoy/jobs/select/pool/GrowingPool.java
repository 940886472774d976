package io.convoy.jobs.select.pool;

import io.convoy.jobs.select.scan.PoolScan;
import io.convoy.jobs.select.scan.Scanned;
import io.convoy.selection.Candidates;
import io.convoy.selection.GroupTotals;
import io.convoy.selection.Lead;
import io.convoy.selection.Shortlist;
import io.convoy.spark.table.MergedRows;
import io.convoy.spark.table.PointTable.Gathered;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.DataType;

/**
 * A pool of which earlier dates have scanned some partitions: their candidates and those of the new
 * rows together are those of all. Where more of them are asked for than were kept, the whole pool
 * is scanned.
 */
final class GrowingPool implements PoolCandidates {

  private final Lead lead;
  private final long seed;
  private final Optional<Prepared.Seen> seen;
  private final Optional<PoolScan> fresh;
  private final Supplier<PoolScan> openWhole;
  private Optional<PoolScan> whole = Optional.empty();
  private Optional<Found> nearest = Optional.empty();
  private Optional<Found> drawn = Optional.empty();

  private record Found(Gathered rows, Candidates lists) {}

  /**
   * A pool.
   *
   * @param seen what an earlier date left, if any did
   * @param fresh the rows that no earlier date has seen, if there are any
   * @param openWhole reads the pool with all its partitions
   */
  GrowingPool(
      Lead lead,
      long seed,
      Optional<Prepared.Seen> seen,
      Optional<PoolScan> fresh,
      Supplier<PoolScan> openWhole) {
    this.lead = lead;
    this.seed = seed;
    this.seen = seen;
    this.fresh = fresh;
    this.openWhole = openWhole;
  }

  @Override
  public long rows() {
    return about(PoolState.Saved::rows).orElse(0L) + fresh.map(PoolScan::rows).orElse(0L);
  }

  private <T> Optional<T> about(Function<PoolState.Saved, T> what) {
    return seen.map(Prepared.Seen::about).map(what);
  }

  /** Returns how many partitions this run has not scanned, for an earlier date had. */
  int partitionsKnown() {
    return scanned() == rows() ? 0 : about(PoolState.Saved::partitions).orElseThrow().size();
  }

  /** Returns how many rows this run has scanned. */
  long scanned() {
    return whole.or(() -> fresh).map(PoolScan::rows).orElse(0L);
  }

  @Override
  public GroupTotals totals() {
    Optional<GroupTotals> old = about(PoolState.Saved::totals);
    Optional<GroupTotals> added = fresh.map(PoolScan::totals);
    return old.isPresent() && added.isPresent()
        ? old.get().with(added.get())
        : old.or(() -> added).orElseThrow();
  }

  @Override
  public Scanned nearest(int k) {
    Found found =
        found(
            k,
            about(PoolState.Saved::nearestMost),
            scan -> scan.nearest(k),
            PoolState.Content::nearest);
    nearest = larger(nearest, found);
    return scanned(found);
  }

  @Override
  public Scanned drawn(int k) {
    Found found =
        found(
            k,
            about(PoolState.Saved::drawnMost),
            scan -> scan.drawn(seed, k),
            PoolState.Content::drawn);
    drawn = larger(drawn, found);
    return scanned(found);
  }

  private interface Pass {
    Candidates over(PoolScan scan);
  }

  /**
   * Returns candidates.
   *
   * @param most of a list that was kept, if any was
   */
  private Found found(
      int k, Optional<Integer> most, Pass pass, Function<PoolState.Content, Candidates> kept) {
    if (whole.isEmpty() && most.isPresent() && k > most.get()) {
      whole = Optional.of(openWhole.get());
    }
    if (whole.isPresent() || seen.isEmpty()) {
      return of(whole.or(() -> fresh).orElseThrow(), pass);
    }
    PoolState.Content content = seen.get().content();
    Found old = new Found(content.rows(), kept.apply(content).first(k));
    if (fresh.isEmpty()) {
      return old;
    }
    Found added = of(fresh.get(), pass);
    MergedRows all = MergedRows.of(old.rows(), added.rows(), "pool");
    return new Found(
        all.rows(), old.lists().movedTo(all.own()).with(added.lists().movedTo(all.others())));
  }

  private static Found of(PoolScan scan, Pass pass) {
    Candidates lists = pass.over(scan);
    long[] places = lists.places();
    return new Found(scan.rows(places), lists.numberedIn(places));
  }

  private static Optional<Found> larger(Optional<Found> before, Found now) {
    return before
        .filter(known -> known.lists().most() >= now.lists().most())
        .or(() -> Optional.of(now));
  }

  /** Returns what was found with no other rows, as a pass over the whole pool leaves it. */
  private Scanned scanned(Found found) {
    Scanned all =
        new Scanned(
            found.lists(), Shortlist.of(found.rows().points(), lead), found.rows().ids(), false);
    Scanned some = all.candidatesOnly();
    return new Scanned(some.candidates(), some.rows(), some.ids(), some.rows().count() == rows());
  }

  /**
   * Leaves the candidates found for later dates.
   *
   * @param partitions the hash of the files of each, by its value
   * @param drawnLeast rows by chance to leave, if fewer were drawn
   */
  void save(
      PoolState state,
      String key,
      NavigableMap<String, String> partitions,
      int drawnLeast,
      DataType idType) {
    if (drawn.map(found -> found.lists().most() < drawnLeast).orElse(true)) {
      drawn(drawnLeast);
    }
    Found near = nearest.orElseThrow();
    Found random = drawn.orElseThrow();
    PoolState.Saved about =
        new PoolState.Saved(
            partitions,
            rows(),
            totals(),
            near.lists().most(),
            random.lists().most(),
            state.out().states());
    state.save(key, about, joined(scanned(near), scanned(random)), idType);
  }

  private static PoolState.Content joined(Scanned a, Scanned b) {
    // rows that are on both lists stand once
    Gathered first = new Gathered(a.rows().rows(), a.ids());
    Map<String, Integer> at = new HashMap<>();
    for (int i = 0; i < a.ids().size(); i++) {
      at.put(a.ids().text(i), i);
    }
    int[] others =
        IntStream.range(0, b.ids().size()).filter(i -> !at.containsKey(b.ids().text(i))).toArray();
    MergedRows all =
        MergedRows.of(
            first, new Gathered(b.rows().pick(others).rows(), b.ids().pick(others)), "pool");
    int[] whereB = new int[b.ids().size()];
    int next = 0;
    for (int i = 0; i < whereB.length; i++) {
      Integer known = at.get(b.ids().text(i));
      whereB[i] = known == null ? all.others()[next++] : all.own()[known];
    }
    return new PoolState.Content(
        all.rows(), a.candidates().movedTo(all.own()), b.candidates().movedTo(whereB));
  }
}
