package io.convoy.jobs.table;

import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.outcome.Nearest;
import io.convoy.jobs.settings.RoleSettings;
import io.convoy.spark.column.Columns;
import io.convoy.spark.column.TableRoles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Decides from a schema alone which column plays which role. */
final class Roles {

  private Roles() {}

  /**
   * Returns the roles: what the user asked for, else the columns named id, weight and label, else
   * the sole vector column, else all numeric columns that play no other role.
   *
   * <p>A column named for id, weight or label that only the other table has leaves the role empty
   * here: weights on one side are common.
   *
   * @param other the schema of the other table
   * @throws JobFailure if a named column is missing or its type cannot serve, or no column is left
   */
  static TableRoles resolve(String table, StructType schema, StructType other, RoleSettings asked) {
    Optional<String> id = role(table, schema, other, "id", "id", asked.id());
    Optional<String> weight = role(table, schema, other, "weight", "weight", asked.weight());
    Optional<String> label =
        role(table, schema, other, "label", asked.labelOption(), asked.label());
    id.filter(column -> !isScalar(schema, column))
        .ifPresent(column -> refuse(table, schema, "id", column, "a plain value"));
    weight
        .filter(column -> !isNumeric(schema, column))
        .ifPresent(column -> refuse(table, schema, "weight", column, "numeric"));

    Set<String> taken = new LinkedHashSet<>(asked.apart());
    List.of(id, weight, label).forEach(column -> column.ifPresent(taken::add));
    List<String> features =
        asked.features().isEmpty()
            ? foundFeatures(table, schema, taken)
            : askedFeatures(table, schema, asked.features());
    return new TableRoles(id, weight, label, features);
  }

  /**
   * Returns {@code target} with its numeric features in the order of {@code source}'s, so that
   * equal positions mean equal names. Vector columns match whatever their names.
   *
   * @param name what messages call {@code source}
   * @throws JobFailure if one table has a feature the other lacks
   */
  static TableRoles matched(
      String name,
      TableRoles source,
      StructType sourceSchema,
      TableRoles target,
      StructType targetSchema) {
    boolean sourceIsVector = isVector(sourceSchema, source.features().get(0));
    boolean targetIsVector = isVector(targetSchema, target.features().get(0));
    if (sourceIsVector && targetIsVector) {
      return target;
    }
    if (sourceIsVector != targetIsVector) {
      throw JobFailure.badInput(
          name
              + " and target features differ in kind: "
              + name
              + " has "
              + kind(source, sourceIsVector)
              + ", target has "
              + kind(target, targetIsVector)
              + "; name matching ones with --features");
    }
    Set<String> onlySource = without(source.features(), target.features());
    Set<String> onlyTarget = without(target.features(), source.features());
    if (!onlySource.isEmpty() || !onlyTarget.isEmpty()) {
      throw JobFailure.badInput(
          name
              + " has dimension "
              + source.features().size()
              + " and target has dimension "
              + target.features().size()
              + ": only "
              + name
              + " has "
              + listed(onlySource)
              + ", only target has "
              + listed(onlyTarget)
              + "; numeric features match by name");
    }
    return new TableRoles(target.id(), target.weight(), target.label(), source.features());
  }

  /** Returns rows whose arrays of other numbers (as JSON infers them) are arrays of doubles. */
  static Dataset<Row> withDoubleVectors(Dataset<Row> rows) {
    Dataset<Row> converted = rows;
    for (StructField field : rows.schema().fields()) {
      if (field.dataType() instanceof ArrayType array
          && array.elementType() instanceof NumericType number
          && !number.equals(DataTypes.FloatType)
          && !number.equals(DataTypes.DoubleType)) {
        converted =
            converted.withColumn(
                field.name(),
                Columns.named(field.name()).cast(DataTypes.createArrayType(DataTypes.DoubleType)));
      }
    }
    return converted;
  }

  private static Optional<String> role(
      String table,
      StructType schema,
      StructType other,
      String role,
      String option,
      Optional<String> asked) {
    String column = asked.orElse(role);
    if (has(schema, column)) {
      return Optional.of(column);
    }
    if (asked.isPresent() && !has(other, column)) {
      throw missing(table, schema, option, column);
    }
    return Optional.empty();
  }

  private static boolean has(StructType schema, String column) {
    return Arrays.asList(schema.fieldNames()).contains(column);
  }

  private static JobFailure missing(String table, StructType schema, String option, String column) {
    return JobFailure.badInput(
        table
            + " has no column '"
            + column
            + "' for --"
            + option
            + Nearest.hint(column, Arrays.asList(schema.fieldNames())));
  }

  private static List<String> askedFeatures(
      String table, StructType schema, List<String> features) {
    for (String column : features) {
      if (!has(schema, column)) {
        throw missing(table, schema, "features", column);
      }
      boolean serves =
          isNumeric(schema, column) || (features.size() == 1 && isVector(schema, column));
      if (!serves) {
        refuse(
            table,
            schema,
            "features",
            column,
            features.size() == 1 ? "numeric or a vector" : "numeric when there are several");
      }
    }
    return features;
  }

  private static List<String> foundFeatures(String table, StructType schema, Set<String> taken) {
    List<String> vectors = new ArrayList<>();
    List<String> numbers = new ArrayList<>();
    for (String column : schema.fieldNames()) {
      if (!taken.contains(column)) {
        if (isVector(schema, column)) {
          vectors.add(column);
        } else if (isNumeric(schema, column)) {
          numbers.add(column);
        }
      }
    }
    if (vectors.size() > 1) {
      throw JobFailure.badInput(
          table
              + " has "
              + vectors.size()
              + " vector columns ("
              + String.join(", ", vectors)
              + "): choose one with --features");
    }
    List<String> features = vectors.isEmpty() ? numbers : vectors;
    if (features.isEmpty()) {
      throw JobFailure.badInput(
          table
              + " has no numeric column left for features; its columns are "
              + String.join(", ", schema.fieldNames()));
    }
    return features;
  }

  private static void refuse(
      String table, StructType schema, String option, String column, String allowed) {
    throw JobFailure.badInput(
        table
            + " column '"
            + column
            + "' for --"
            + option
            + " must be "
            + allowed
            + ", its type is "
            + type(schema, column).simpleString());
  }

  private static boolean isVector(StructType schema, String column) {
    DataType type = type(schema, column);
    return type.equals(DataTypes.BinaryType)
        || type.equals(SQLDataTypes.VectorType())
        || (type instanceof ArrayType array
            && (array.elementType().equals(DataTypes.FloatType)
                || array.elementType().equals(DataTypes.DoubleType)));
  }

  private static boolean isNumeric(StructType schema, String column) {
    return type(schema, column) instanceof NumericType;
  }

  private static boolean isScalar(StructType schema, String column) {
    DataType type = type(schema, column);
    return type instanceof NumericType
        || type.equals(DataTypes.StringType)
        || type.equals(DataTypes.DateType)
        || type.equals(DataTypes.TimestampType);
  }

  private static DataType type(StructType schema, String column) {
    return schema.apply(column).dataType();
  }

  private static String kind(TableRoles roles, boolean isVector) {
    return isVector
        ? "the vector column " + roles.features().get(0)
        : roles.features().size() + " numeric columns";
  }

  private static Set<String> without(List<String> columns, List<String> others) {
    Set<String> rest = new LinkedHashSet<>(columns);
    others.forEach(rest::remove);
    return rest;
  }

  private static String listed(Set<String> columns) {
    if (columns.isEmpty()) {
      return "none";
    }
    return columns.size() <= 5
        ? String.join(", ", columns)
        : String.join(", ", columns.stream().limit(5).toList())
            + " and "
            + (columns.size() - 5)
            + " more";
  }
}
