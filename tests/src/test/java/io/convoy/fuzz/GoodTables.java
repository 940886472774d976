package io.convoy.fuzz;

import static org.apache.spark.sql.types.DataTypes.DoubleType;
import static org.apache.spark.sql.types.DataTypes.LongType;
import static org.apache.spark.sql.types.DataTypes.StringType;

/** Tables that jobs can use, before any damage. */
final class GoodTables {

  /** Names that work only if they are quoted everywhere. */
  static final String NOTE = "no`te.1";

  static final String TIME = "ti.me";

  private GoodTables() {}

  static Grid of(FuzzedJob job, String table) {
    return switch (table) {
      case "edges" ->
          Grid.empty()
              .and("source", LongType, 4, row -> (long) row)
              .and("target", LongType, 4, row -> (row + 1L) % 4)
              .and("weight", DoubleType, 4, row -> 1.0 + row);
      case "pilots" ->
          Grid.empty()
              .and("size", LongType, 14, row -> 4L + 4L * (row % 2))
              .and("a", DoubleType, 14, row -> share(row))
              .and("b", DoubleType, 14, row -> 1 - share(row))
              .and(
                  "performance",
                  DoubleType,
                  14,
                  row -> 0.5 + 0.05 * (row % 2) - Math.pow(share(row) - 0.7, 2));
      case "sources" -> points(2).and("source", StringType, FuzzedJob.ROWS, row -> ab(row));
      case "nodes", "input" -> job == FuzzedJob.MAP ? points(1) : nodes();
      case "target", "test" -> points(3);
      default -> points(1);
    };
  }

  /** A table of a column per node, and the edges between them. */
  static Grid wide(String table) {
    int rows = FuzzedJob.ROWS;
    if (table.equals("edges")) {
      return Grid.empty()
          .and("source", StringType, 2, row -> row == 0 ? "p" : "q")
          .and("target", StringType, 2, row -> row == 0 ? "q" : "r");
    }
    return Grid.empty()
        .and(TIME, LongType, rows, row -> (long) row)
        .and("p", DoubleType, rows, row -> Math.sin(row))
        .and("q", DoubleType, rows, row -> Math.sin(2 * row))
        .and("r", DoubleType, rows, row -> Math.cos(row));
  }

  private static double share(int row) {
    int mixture = row / 2;
    return mixture / 6.0;
  }

  private static String ab(int row) {
    return row % 2 == 0 ? "a" : "b";
  }

  private static Grid points(int seed) {
    int rows = FuzzedJob.ROWS;
    return Grid.empty()
        .and("id", LongType, rows, row -> (long) row)
        .and("weight", DoubleType, rows, row -> 1 + row % 3 / 2.0)
        .and("label", StringType, rows, GoodTables::ab)
        .and("x", DoubleType, rows, row -> Math.sin(seed + 7 * row))
        .and("y", DoubleType, rows, row -> Math.cos(3 * seed + row * row))
        .and(NOTE, StringType, rows, row -> "note " + row);
  }

  private static Grid nodes() {
    int rows = FuzzedJob.ROWS;
    return Grid.empty()
        .and("node", LongType, rows, row -> row % 4L)
        .and("label", DoubleType, rows, row -> (double) (row / 4 % 2))
        .and("x", DoubleType, rows, row -> Math.sin(row % 4))
        .and("y", DoubleType, rows, row -> Math.cos(row % 4))
        .and(TIME, LongType, rows, row -> (long) row)
        .and("fold", LongType, rows, row -> 1L + row % 2)
        .and(NOTE, StringType, rows, row -> "note " + row);
  }
}
