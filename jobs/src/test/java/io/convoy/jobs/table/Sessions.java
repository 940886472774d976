package io.convoy.jobs.table;

import org.apache.spark.sql.SparkSession;

/** The one Spark session all tests of this module share. */
public final class Sessions {

  private static SparkSession session;

  private Sessions() {}

  public static synchronized SparkSession shared() {
    if (session == null) {
      session =
          SparkSession.builder()
              .master("local[2]")
              .appName("tests")
              .config("spark.ui.enabled", "false")
              .config("spark.driver.bindAddress", "127.0.0.1")
              .config("spark.driver.host", "127.0.0.1")
              .config("spark.sql.shuffle.partitions", "2")
              .config("spark.sql.warehouse.dir", "target/warehouse")
              .getOrCreate();
    }
    return session;
  }
}
