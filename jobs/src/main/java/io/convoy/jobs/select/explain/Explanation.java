package io.convoy.jobs.select.explain;

import io.convoy.jobs.select.pool.Prepared;
import io.convoy.jobs.select.pool.Request;
import io.convoy.jobs.work.Holdings;
import io.convoy.jobs.work.Run;
import io.convoy.selection.Targets;
import io.convoy.spark.column.Columns;
import io.convoy.spark.table.PointTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Says of one row why it was selected or not. */
public final class Explanation {

  private Explanation() {}

  /** Returns a few lines on a row of the pool, as the tables that were written have it. */
  public static List<String> of(Request request, String id) {
    Dataset<Row> selection = written(request.run(), "selection");
    Dataset<Row> targets = written(request.run(), "targets");
    Dataset<Row> named = request.pool().rows().where(isId(request, id));
    if (named.isEmpty()) {
      return List.of("the pool has no row " + id);
    }
    List<Row> taken =
        selection.where(functions.col("id").cast("string").equalTo(id)).collectAsList();
    if (!taken.isEmpty()) {
      return taken(id, taken.get(0), selection.count());
    }
    try (Holdings held = new Holdings()) {
      Prepared prepared = Prepared.of(request, held);
      PointTable.Gathered gathered = prepared.target().gather();
      Targets wanted =
          Targets.of(gathered.points(), prepared.lead(), request.settings().costOfLabels());
      Optional<PointTable.Gathered> row = prepared.row(id);
      if (row.isEmpty()) {
        return List.of(
            "row "
                + id
                + " was not selected: it is excluded, repeats an earlier row, has weight 0 or was"
                + " set aside");
      }
      double[] costs =
          wanted.costs(
              prepared.lead().features(row.get().points()),
              0,
              prepared.lead().label(row.get().points(), 0));
      return left(id, costs, gathered, selection, targets);
    }
  }

  private static Dataset<Row> written(Run run, String table) {
    return run.spark().read().parquet(run.out().table(table).toString());
  }

  private static Column isId(Request request, String id) {
    String column = request.pool().roles().id().orElseThrow();
    return Columns.named(column).cast("string").equalTo(id);
  }

  private static List<String> taken(String id, Row row, long count) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "row "
            + id
            + " was selected: "
            + row.getAs("reason")
            + ", rank "
            + row.getAs("rank")
            + " of "
            + count
            + ", taken "
            + row.getAs("repeat")
            + " times");
    lines.add(
        "its nearest target is "
            + row.getAs("nearest_target_id")
            + " at cost "
            + number(row.getAs("nearest_cost"))
            + "; its price is "
            + number(row.getAs("row_price")));
    return lines;
  }

  private static List<String> left(
      String id,
      double[] costs,
      PointTable.Gathered gathered,
      Dataset<Row> selection,
      Dataset<Row> targets) {
    Map<String, Double> prices = new HashMap<>();
    targets
        .where(functions.col("price").isNotNull())
        .collectAsList()
        .forEach(row -> prices.put(row.getAs("target_id").toString(), row.getAs("price")));
    int nearest = 0;
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int j = 0; j < costs.length; j++) {
      nearest = costs[j] < costs[nearest] ? j : nearest;
      Double price = prices.get(gathered.ids().text(j));
      if (price != null && costs[j] - price < least) {
        least = costs[j] - price;
        best = j;
      }
    }
    String target = gathered.ids().text(nearest);
    Dataset<Row> others =
        selection.where(functions.col("nearest_target_id").cast("string").equalTo(target));
    List<String> lines = new ArrayList<>();
    lines.add(
        "row "
            + id
            + " was not selected: its nearest target is "
            + target
            + " at cost "
            + number(costs[nearest])
            + ", where "
            + others.count()
            + " rows were selected"
            + (others.isEmpty()
                ? ""
                : " at costs up to "
                    + number(others.agg(functions.max("nearest_cost")).first().getDouble(0))));
    if (least < Double.POSITIVE_INFINITY) {
      lines.add(
          "the target it would serve best is "
              + gathered.ids().text(best)
              + " at cost "
              + number(costs[best])
              + ", whose price is "
              + number(prices.get(gathered.ids().text(best)))
              + (least > 0
                  ? ": it is " + number(least) + " too dear"
                  : ": quotas, duplicates or equal rows before it kept it out"));
    }
    return lines;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
