package io.convoy.spark;

import io.convoy.TransportVerbs;
import io.convoy.spark.column.TableException;
import io.convoy.spark.column.TableRoles;
import io.convoy.spark.run.EngineLimitException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Optimal transport with entropy between the rows of two tables, with the verbs of {@link
 * io.convoy.Transport} and its bits.
 *
 * <pre>{@code
 * try (SparkTransportSolution solution = SparkTransport.between(left, right).solve()) {
 *   double cost = solution.cost();
 *   solution.map().write().parquet("moved");
 * }
 * }</pre>
 *
 * <p>Columns named id, weight and label take those roles unless others are named; features are the
 * sole column of vectors, else all other numeric columns, matched by name. Without an id column ids
 * are row numbers. Weights are scaled to sum to 1, and rows of weight 0 take no part. The left
 * table stays on the executors; the right one must fit each of them.
 */
public final class SparkTransport extends TransportVerbs<SparkTransport> {

  private final Dataset<Row> left;
  private final Dataset<Row> right;
  private final RoleChoice roles;

  private SparkTransport(Dataset<Row> left, Dataset<Row> right, RoleChoice roles, Choices choices) {
    super(choices);
    this.left = left;
    this.right = right;
    this.roles = roles;
  }

  /** Returns the question of how to move the rows of {@code left} to the rows of {@code right}. */
  public static SparkTransport between(Dataset<Row> left, Dataset<Row> right) {
    return new SparkTransport(left, right, RoleChoice.NONE, Choices.defaults());
  }

  /** Returns the question with the column that names a row; a table without it has row numbers. */
  public SparkTransport id(String column) {
    return with(new RoleChoice(Optional.of(column), roles.weight(), roles.features()));
  }

  /**
   * Returns the question with the column of weights; in a table without it all rows weigh alike.
   */
  public SparkTransport weight(String column) {
    return with(new RoleChoice(roles.id(), Optional.of(column), roles.features()));
  }

  /** Returns the question with the columns of coordinates: one of vectors, or numeric ones. */
  public SparkTransport features(String... columns) {
    return with(new RoleChoice(roles.id(), roles.weight(), List.of(columns)));
  }

  private SparkTransport with(RoleChoice other) {
    return new SparkTransport(left, right, other, choices());
  }

  @Override
  protected SparkTransport with(Choices other) {
    return new SparkTransport(left, right, roles, other);
  }

  /**
   * Returns the solution, which holds blocks and broadcasts until it is closed.
   *
   * @throws IllegalArgumentException if the choices do not go together, a column is missing, the
   *     tables differ in dimension, no plan meets the marginals, or epsilon does not fit the costs
   * @throws TableException if a value is NaN or infinite, an id repeated, a weight negative, or a
   *     table empty
   * @throws EngineLimitException if the driver has no room for the right table
   * @throws ArithmeticException if the costs overflow
   */
  public SparkTransportSolution solve() {
    TableRoles from = roles.of("left", left.schema(), right.schema());
    TableRoles to = roles.matching(from, left.schema(), "right", right.schema());
    return SparkTransportSolution.of(question(), roles, left, from, right, to);
  }
}
