package io.convoy.jobs.select.choose;

import io.convoy.jobs.select.pool.PoolSearch;
import io.convoy.jobs.select.pool.PoolTables;
import io.convoy.jobs.select.pool.Prepared;
import io.convoy.jobs.select.terms.SelectionMethod;
import io.convoy.selection.Coverage;
import io.convoy.selection.Shortlist;
import io.convoy.selection.Targets;
import io.convoy.selection.Terms;
import io.convoy.spark.block.Ids;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The tables of a choice.
 *
 * @param targetIds in the order of the targets
 */
public record SelectionTables(
    SparkSession spark,
    SelectionMethod method,
    Terms terms,
    Targets targets,
    Ids targetIds,
    DataType idType,
    DataType targetIdType) {

  /** Returns the tables of what will be chosen. */
  public static SelectionTables of(PoolSearch search, Terms terms) {
    Prepared prepared = search.prepared();
    return new SelectionTables(
        prepared.request().run().spark(),
        search.settings().method(),
        terms,
        search.targets(),
        search.wanted().ids(),
        PoolTables.idType(prepared.tables().pool()),
        prepared.target().idType());
  }

  /** Returns the columns of a selection. */
  public static StructType schema(DataType idType, DataType targetIdType) {
    return new StructType()
        .add("id", idType, false)
        .add("rank", DataTypes.IntegerType, true)
        .add("score", DataTypes.DoubleType, false)
        .add("mass", DataTypes.DoubleType, false)
        .add("weight", DataTypes.DoubleType, false)
        .add("repeat", DataTypes.IntegerType, false)
        .add("nearest_target_id", targetIdType, false)
        .add("nearest_cost", DataTypes.DoubleType, false)
        .add("row_price", DataTypes.DoubleType, false)
        .add("quota_group", DataTypes.StringType, true)
        .add("reason", DataTypes.StringType, false);
  }

  /** Returns the target of the least cost of every row chosen. */
  public int[] nearest(Choice choice) {
    return choice.shortlist().pick(choice.rows()).nearest(targets);
  }

  /**
   * Returns a row for every row chosen, in the order of the pool.
   *
   * @param nearest as {@link #nearest} returns it
   */
  public Dataset<Row> selection(Choice choice, int[] nearest) {
    List<Row> rows = new ArrayList<>();
    int[] chosen = choice.rows();
    int[] ranks = choice.ranks();
    Shortlist shortlist = choice.shortlist();
    for (int at = 0; at < chosen.length; at++) {
      int row = chosen[at];
      int group = shortlist.group(row);
      rows.add(
          RowFactory.create(
              choice.scanned().ids().value(row),
              ranks[at],
              choice.selection().scores()[row],
              choice.mass(row),
              choice.selection().weights()[row],
              choice.selection().repeats()[row],
              targetIds.value(nearest[at]),
              shortlist.cost(row, targets, nearest[at]),
              choice.price(row),
              group == 0 ? null : terms.quotas().names().get(group),
              reason(choice, row)));
    }
    return spark.createDataFrame(rows, schema(idType, targetIdType));
  }

  private String reason(Choice choice, int row) {
    if (choice.cover().isEmpty()) {
      return method.toString();
    }
    double price = choice.price(row);
    if (choice.cover().get().masses()[row] == 0) {
      return "fills the budget";
    }
    return price < 0 ? "covers targets, scarce" : "covers targets";
  }

  /**
   * Returns a row for every target.
   *
   * @param nearest as {@link #nearest} returns it
   * @param own the cheapest transport from the rows chosen to the targets, if it was computed
   */
  public Dataset<Row> targets(
      double[] weights, Choice choice, int[] nearest, Optional<Coverage> own) {
    Optional<Coverage> prices = choice.cover().or(() -> own);
    double[] covered = covered(weights.length, choice, nearest);
    return targets(
        weights,
        j -> prices.map(cover -> cover.prices()[j]).orElse(null),
        j -> covered[j],
        j -> own.map(cover -> cover.served()[j]).orElse(null));
  }

  /** Returns a row for every target, of numbers by target. */
  public Dataset<Row> targets(
      double[] weights,
      IntFunction<Double> price,
      IntFunction<Double> covered,
      IntFunction<Integer> served) {
    double all = Arrays.stream(weights).sum();
    List<Row> rows = new ArrayList<>();
    for (int j = 0; j < weights.length; j++) {
      rows.add(
          RowFactory.create(
              targetIds.value(j),
              weights[j] / all,
              price.apply(j),
              covered.apply(j),
              served.apply(j)));
    }
    return spark.createDataFrame(rows, targetsSchema(targetIdType));
  }

  /** Returns the columns of the targets. */
  public static StructType targetsSchema(DataType targetIdType) {
    return new StructType()
        .add("target_id", targetIdType, false)
        .add("weight", DataTypes.DoubleType, false)
        .add("price", DataTypes.DoubleType, true)
        .add("covered_mass", DataTypes.DoubleType, true)
        .add("n_selected", DataTypes.IntegerType, true);
  }

  /** Returns by target the mass of the rows chosen to which it is the nearest target. */
  private static double[] covered(int count, Choice choice, int[] nearest) {
    double[] covered = new double[count];
    int[] chosen = choice.rows();
    double total = 0;
    for (int row : chosen) {
      total += choice.mass(row);
    }
    for (int at = 0; at < chosen.length; at++) {
      covered[nearest[at]] += choice.mass(chosen[at]) / total;
    }
    return covered;
  }

  /** Returns the SHA-256 of the chosen ids as text, in the order of the pool, a line each. */
  public static String digest(Choice choice) {
    MessageDigest sha = sha256();
    for (int row : choice.rows()) {
      sha.update((choice.scanned().ids().text(row) + '\n').getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  /** Returns a SHA-256 of nothing yet. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }
}
