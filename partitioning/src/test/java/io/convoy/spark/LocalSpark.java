package io.convoy.spark;

import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** The one local session that all tests of this module share; it ends with the JVM. */
public final class LocalSpark {

  public static final SparkSession SESSION =
      SparkSession.builder()
          .master("local[2]")
          .appName("partitioning tests")
          .config("spark.ui.enabled", false)
          .config("spark.driver.host", "localhost")
          .config("spark.driver.bindAddress", "127.0.0.1")
          .config("spark.sql.shuffle.partitions", 3)
          .config("spark.sql.warehouse.dir", "target/warehouse")
          .getOrCreate();

  public static final JavaSparkContext CONTEXT =
      JavaSparkContext.fromSparkContext(SESSION.sparkContext());

  private LocalSpark() {}
}
