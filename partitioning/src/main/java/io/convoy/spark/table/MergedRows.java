package io.convoy.spark.table;

import io.convoy.geometry.PointBlock;
import io.convoy.spark.block.Ids;
import io.convoy.spark.column.TableException;
import io.convoy.spark.table.PointTable.Gathered;
import java.util.Comparator;
import java.util.List;

/**
 * Rows of two parts of a table together, in the order of their ids.
 *
 * @param rows all of them, in double
 * @param own where those of the first part stand among all
 * @param others where those of the other do
 */
public record MergedRows(Gathered rows, int[] own, int[] others) {

  /**
   * Merges two parts, each in the order of its ids.
   *
   * @param table what messages call it
   * @throws TableException if an id is in both
   */
  public static MergedRows of(Gathered first, Gathered other, String table) {
    Ids ids = first.ids();
    Comparator<Object> order = ids.kind().order();
    int d = first.points().dimension();
    int n = ids.size();
    int count = n + other.ids().size();
    double[] coordinates = new double[Math.multiplyExact(count, d)];
    double[] row = new double[d];
    int[] own = new int[n];
    int[] others = new int[other.ids().size()];
    int[] from = new int[count];
    int a = 0;
    int b = 0;
    for (int at = 0; at < count; at++) {
      int compared =
          a == n ? 1 : b == others.length ? -1 : order.compare(ids.key(a), other.ids().key(b));
      if (compared == 0) {
        throw new TableException(
            table + ": the id '" + ids.text(a) + "' is in two parts of it; ids must be unique");
      }
      boolean mine = compared < 0;
      (mine ? first : other).points().read(mine ? a : b, row);
      System.arraycopy(row, 0, coordinates, at * d, d);
      from[at] = mine ? a : n + b;
      if (mine) {
        own[a++] = at;
      } else {
        others[b++] = at;
      }
    }
    Ids both = Ids.concat(List.of(ids, other.ids())).pick(from);
    return new MergedRows(
        new Gathered(PointBlock.of(0, d, coordinates, new double[count]), both), own, others);
  }
}
