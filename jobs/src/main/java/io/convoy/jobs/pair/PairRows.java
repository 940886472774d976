package io.convoy.jobs.pair;

import io.convoy.iterate.Visit;
import io.convoy.pairing.Pairs;
import io.convoy.pairing.Partners;
import io.convoy.pairing.TablePartners;
import io.convoy.spark.table.BlockPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of the table of pairs: the data row's id, its batch, its partner, the cost of the two,
 * and their weight where the rule gives one.
 */
record PairRows(PairVisit pairing, boolean weighted) implements Visit<BlockPair, Pairs, List<Row>> {

  /**
   * Returns the columns.
   *
   * @param targetIdType of the partners' ids; absent for noise, which is written itself
   */
  static StructType schema(DataType idType, Optional<DataType> targetIdType, boolean weighted) {
    StructType schema =
        new StructType().add("id", idType, false).add("batch", DataTypes.IntegerType, false);
    schema =
        targetIdType.isPresent()
            ? schema.add("target_id", targetIdType.get(), false)
            : schema.add("noise", DataTypes.createArrayType(DataTypes.FloatType, false), false);
    schema = schema.add("cost", DataTypes.DoubleType, false);
    return weighted ? schema.add("weight", DataTypes.DoubleType, false) : schema;
  }

  @Override
  public List<Row> visit(Pairs pairs, BlockPair batch) {
    Partners partners = pairing.partners(batch);
    int rows = batch.block().rows();
    List<Row> made = new ArrayList<>(rows);
    double[] noise = new double[partners.dimension()];
    for (int i = 0; i < rows; i++) {
      Object partner = partner(pairs, batch, partners, i, noise);
      Object id = batch.block().ids().value(i);
      int index = batch.block().index();
      made.add(
          weighted
              ? RowFactory.create(id, index, partner, pairs.costs()[i], pairs.weights()[i])
              : RowFactory.create(id, index, partner, pairs.costs()[i]));
    }
    return made;
  }

  private static Object partner(
      Pairs pairs, BlockPair batch, Partners partners, int row, double[] noise) {
    int owner = pairs.owners()[row];
    int draw = pairs.draws()[row];
    if (partners instanceof TablePartners table) {
      return batch.other().orElseThrow().ids().value(table.inPool(owner, draw));
    }
    partners.read(owner, draw, noise);
    Object[] vector = new Object[noise.length];
    for (int k = 0; k < vector.length; k++) {
      vector[k] = (float) noise[k];
    }
    return vector;
  }
}
