package io.convoy.spark.intake;

import io.convoy.spark.block.IdKind;
import io.convoy.spark.column.Columns;
import io.convoy.spark.column.FeatureColumn;
import io.convoy.spark.column.Plans;
import io.convoy.spark.column.TableException;
import io.convoy.spark.column.TableRoles;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/**
 * Where the columns that make points stand in the rows that are read.
 *
 * @param table what messages call the table
 * @param idAt the id column, or {@link #NONE}: rows are numbered
 * @param idType the type of the ids
 * @param weightAt the weight column, a double, or {@link #NONE}
 * @param fileAt the path of the file a row is from, empty if it is from none, followed by the byte
 *     its split starts at; or {@link #NONE}
 * @param featuresAt the first of the feature columns
 * @param features how to read them
 */
public record RowLayout(
    String table,
    int idAt,
    DataType idType,
    int weightAt,
    int fileAt,
    int featuresAt,
    FeatureColumn features)
    implements Serializable {

  static final int NONE = -1;

  /**
   * Returns the layout of what {@link #select} selects.
   *
   * @param at where the first of the selected columns will stand
   * @throws TableException if a column is missing or its type cannot play its role
   */
  static RowLayout of(String name, Dataset<Row> table, TableRoles roles, int at) {
    StructType schema = table.schema();
    FeatureColumn features = FeatureColumn.of(name, schema, roles);
    int next = at;
    int idAt = NONE;
    DataType idType = DataTypes.LongType;
    if (roles.id().isPresent()) {
      idAt = next++;
      idType = Columns.type(name, schema, roles.id().get());
      try {
        IdKind.of(idType);
      } catch (IllegalArgumentException unsuited) {
        throw new TableException(
            name + ": id column '" + roles.id().get() + "' has " + unsuited.getMessage(), unsuited);
      }
    }
    int weightAt = NONE;
    if (roles.weight().isPresent()) {
      weightAt = next++;
      DataType type = Columns.type(name, schema, roles.weight().get());
      if (!(type instanceof NumericType)) {
        throw new TableException(
            name
                + ": weight column '"
                + roles.weight().get()
                + "' has type "
                + type.simpleString()
                + ", allowed are numbers");
      }
    }
    int fileAt = NONE;
    if (idAt == NONE && Plans.readsFiles(table)) {
      fileAt = next;
      next += 2;
    }
    return new RowLayout(name, idAt, idType, weightAt, fileAt, next, features);
  }

  /** Returns the columns in the order of the layout. */
  List<Column> select(Dataset<Row> rows, TableRoles roles) {
    List<Column> columns = new ArrayList<>();
    roles.id().ifPresent(id -> columns.add(Columns.column(rows, id)));
    roles
        .weight()
        .ifPresent(weight -> columns.add(Columns.column(rows, weight).cast(DataTypes.DoubleType)));
    if (fileAt != NONE) {
      // not the hidden column _metadata, which a view does not pass on
      columns.add(functions.input_file_name());
      columns.add(functions.input_file_block_start());
    }
    columns.addAll(features.select(rows));
    return columns;
  }

  /** Returns the weight of a row, 1 without weights; NaN if it is null. */
  double weight(InternalRow row) {
    if (weightAt == NONE) {
      return 1;
    }
    return row.isNullAt(weightAt) ? Double.NaN : row.getDouble(weightAt);
  }

  /** Returns whether rows have numbers instead of ids. */
  boolean numbered() {
    return idAt == NONE;
  }
}
