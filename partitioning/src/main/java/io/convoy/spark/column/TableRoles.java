package io.convoy.spark.column;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which columns of a table play which role.
 *
 * <p>The names exist in the table's schema and their types suit the role; the values in the rows
 * are judged when rows become blocks.
 *
 * @param id the column that names rows; empty for row numbers of a stable order
 * @param weight the numeric column of row masses; empty for equal masses
 * @param label a column carried along but never a feature
 * @param labels the values of {@code label}, as text, if rows are to have it as a coordinate before
 *     their features: a row's is the place of its value here, and a row without one is unsound;
 *     empty if not
 * @param carried numeric columns to have as coordinates before the features, after the label: they
 *     are neither scaled nor do they count as features, and a row where one is null is unsound
 * @param features either one vector column ({@code array<float|double>}, ml {@code Vector}, or
 *     binary holding little-endian float32) or numeric columns in the order of the coordinates; one
 *     name is a vector column if its type is, else the single coordinate. Never empty
 */
public record TableRoles(
    Optional<String> id,
    Optional<String> weight,
    Optional<String> label,
    List<String> labels,
    List<String> carried,
    List<String> features) {

  public TableRoles {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(weight, "weight");
    Objects.requireNonNull(label, "label");
    labels = List.copyOf(labels);
    carried = List.copyOf(carried);
    features = List.copyOf(features);
    if (features.isEmpty()) {
      throw new IllegalArgumentException("features must name at least one column, got none");
    }
    if (!labels.isEmpty() && label.isEmpty()) {
      throw new IllegalArgumentException("labels need a label column, got none");
    }
  }

  /** Roles that read features alone. */
  public TableRoles(
      Optional<String> id, Optional<String> weight, Optional<String> label, List<String> features) {
    this(id, weight, label, List.of(), List.of(), features);
  }

  /** Returns these roles with the label read as the first coordinate, the place of its value. */
  public TableRoles withLabels(List<String> values) {
    return new TableRoles(id, weight, label, values, carried, features);
  }

  /** Returns these roles with columns carried before the features. */
  public TableRoles withCarried(List<String> columns) {
    return new TableRoles(id, weight, label, labels, columns, features);
  }
}
