package io.convoy.jobs.select.pool;

import io.convoy.jobs.select.scan.Scanned;
import io.convoy.selection.GroupTotals;
import io.convoy.spark.block.Ids;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A pool whose candidates are judged by what is excluded today: candidates are kept from date to
 * date, and what is excluded changes.
 */
final class ExcludingPool implements PoolCandidates {

  private static final String ID = "id";
  private static final String PLACE = "place";

  private final PoolCandidates pool;
  private final SparkSession spark;
  private final Dataset<Row> excluded;
  private final DataType idType;
  private final Map<String, Boolean> known = new HashMap<>();

  /**
   * A pool.
   *
   * @param excluded one column of ids
   * @param idType of the pool's
   */
  ExcludingPool(PoolCandidates pool, SparkSession spark, Dataset<Row> excluded, DataType idType) {
    this.pool = pool;
    this.spark = spark;
    this.excluded = excluded.toDF(ID).distinct();
    this.idType = idType;
  }

  @Override
  public long rows() {
    return pool.rows();
  }

  @Override
  public GroupTotals totals() {
    return pool.totals();
  }

  @Override
  public Scanned nearest(int k) {
    return without(pool.nearest(k));
  }

  @Override
  public Scanned drawn(int k) {
    return without(pool.drawn(k));
  }

  private Scanned without(Scanned found) {
    judge(found.ids());
    return new Scanned(
            found.candidates().without(row -> known.get(found.ids().text((int) row))),
            found.rows(),
            found.ids(),
            found.all())
        .candidatesOnly();
  }

  private void judge(Ids ids) {
    List<Row> unknown = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      if (!known.containsKey(ids.text(i))) {
        unknown.add(RowFactory.create(ids.value(i), i));
      }
    }
    StructType schema =
        new StructType().add(ID, idType, false).add(PLACE, DataTypes.IntegerType, false);
    Dataset<Row> asked = spark.createDataFrame(unknown, schema);
    unknown.forEach(row -> known.put(ids.text(row.getInt(1)), false));
    asked
        .join(excluded, asked.col(ID).equalTo(excluded.col(ID)), "left_semi")
        .select(functions.col(PLACE))
        .collectAsList()
        .forEach(row -> known.put(ids.text(row.getInt(0)), true));
  }
}
