package io.convoy.examples;

import io.convoy.spark.SparkTransport;
import io.convoy.spark.SparkTransportSolution;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Optimal transport between the rows of two tables. */
public final class SparkTransportExample {

  private SparkTransportExample() {}

  public static void main(String[] args) {
    SparkSession spark = SparkSession.builder().master("local[2]").getOrCreate();
    Dataset<Row> left = spark.range(200).selectExpr("id", "id / 200 AS x");
    Dataset<Row> right = spark.range(100).selectExpr("id", "1 + id / 100 AS x");
    try (SparkTransportSolution solution = SparkTransport.between(left, right).solve()) {
      System.out.println("from " + solution.exactLower() + " to " + solution.exactUpper());
      solution.map().orderBy("id").show(3);
    }
  }
}
