package io.convoy.spark;

import io.convoy.spark.column.TableRoles;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;

/**
 * Which columns a caller wants read as what. Left unsaid, columns named id, weight and label take
 * those roles, and features are the sole column of vectors, else all other numeric columns.
 *
 * @param id the id column, if it was named
 * @param weight the weight column, if it was named
 * @param features the feature columns, empty if they were not named
 */
record RoleChoice(Optional<String> id, Optional<String> weight, List<String> features) {

  static final RoleChoice NONE = new RoleChoice(Optional.empty(), Optional.empty(), List.of());

  /**
   * Returns the roles of a table's columns.
   *
   * @param other the schema of the table beside it, which may be the one that has the weights
   * @throws IllegalArgumentException if a named column is in neither table, or none is left
   */
  TableRoles of(String table, StructType schema, StructType other) {
    Optional<String> idColumn = role(table, schema, other, "id", id);
    Optional<String> weightColumn = role(table, schema, other, "weight", weight);
    Set<String> taken = new HashSet<>(Set.of("label"));
    idColumn.ifPresent(taken::add);
    weightColumn.ifPresent(taken::add);
    List<String> columns = features.isEmpty() ? found(table, schema, taken) : features;
    columns.forEach(column -> require(table, schema, "features", column));
    return new TableRoles(idColumn, weightColumn, Optional.empty(), columns);
  }

  /**
   * Returns the roles of a table whose numeric features are those of another one, by name and in
   * its order; columns of vectors match whatever their names.
   *
   * @throws IllegalArgumentException as {@link #of} does, or if a feature is missing
   */
  TableRoles matching(TableRoles first, StructType firstSchema, String table, StructType schema) {
    boolean vector = isVector(firstSchema.apply(first.features().get(0)).dataType());
    TableRoles own = of(table, schema, firstSchema);
    if (vector && isVector(schema.apply(own.features().get(0)).dataType())) {
      return own;
    }
    first.features().forEach(column -> require(table, schema, "features", column));
    Set<String> more = new HashSet<>(own.features());
    first.features().forEach(more::remove);
    if (!more.isEmpty()) {
      throw new IllegalArgumentException(
          "numeric features match by name, and "
              + table
              + " alone has "
              + String.join(", ", more.stream().sorted().toList())
              + ": name those of both with features");
    }
    return new TableRoles(own.id(), own.weight(), Optional.empty(), first.features());
  }

  private static Optional<String> role(
      String table, StructType schema, StructType other, String role, Optional<String> asked) {
    String column = asked.orElse(role);
    if (has(schema, column)) {
      return Optional.of(column);
    }
    if (asked.isPresent() && !has(other, column)) {
      require(table, schema, role, column);
    }
    return Optional.empty();
  }

  private static List<String> found(String table, StructType schema, Set<String> taken) {
    List<String> vectors = free(schema, taken).filter(c -> isVector(type(schema, c))).toList();
    List<String> numbers =
        free(schema, taken).filter(c -> type(schema, c) instanceof NumericType).toList();
    if (vectors.size() > 1) {
      throw new IllegalArgumentException(
          table
              + " has "
              + vectors.size()
              + " columns of vectors ("
              + String.join(", ", vectors)
              + "): name one with features");
    }
    if (vectors.isEmpty() && numbers.isEmpty()) {
      throw new IllegalArgumentException(
          table + " has no numeric column left for features; " + listed(schema));
    }
    return vectors.isEmpty() ? numbers : vectors;
  }

  private static Stream<String> free(StructType schema, Set<String> taken) {
    return Arrays.stream(schema.fieldNames()).filter(column -> !taken.contains(column));
  }

  private static void require(String table, StructType schema, String role, String column) {
    if (!has(schema, column)) {
      throw new IllegalArgumentException(
          table + " has no column '" + column + "' for " + role + "; " + listed(schema));
    }
  }

  private static String listed(StructType schema) {
    return "its columns are " + String.join(", ", schema.fieldNames());
  }

  private static boolean has(StructType schema, String column) {
    return Arrays.asList(schema.fieldNames()).contains(column);
  }

  private static DataType type(StructType schema, String column) {
    return schema.apply(column).dataType();
  }

  private static boolean isVector(DataType type) {
    return type instanceof BinaryType
        || type.equals(SQLDataTypes.VectorType())
        || (type instanceof ArrayType array && array.elementType() instanceof NumericType);
  }
}
