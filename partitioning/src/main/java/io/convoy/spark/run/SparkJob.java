package io.convoy.spark.run;

import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;

/** The moment a Spark job runs: its name in the engine's lists, and what its failure means. */
public final class SparkJob {

  private static final String DESCRIPTION = "spark.job.description";

  /** What tasks log carries it as the field {@code convoy_work}. */
  private static final String LOGGED = "mdc.convoy_work";

  private static final String RESULT_LIMIT = "spark.driver.maxResultSize";

  private SparkJob() {}

  /**
   * Returns what {@code job} returns; the jobs it starts are listed as {@code label}.
   *
   * @throws EngineLimitException if the results do not fit the driver's limit on them
   */
  public static <T> T run(JavaSparkContext spark, String label, Supplier<T> job) {
    String outer = spark.getLocalProperty(DESCRIPTION);
    spark.setLocalProperty(DESCRIPTION, label);
    spark.setLocalProperty(LOGGED, label);
    try {
      return job.get();
    } catch (Exception e) { // Spark throws checked exceptions that its Java methods do not declare
      if (exceedsResultLimit(e)) {
        throw new EngineLimitException(
            "the results of \""
                + label
                + "\" exceed "
                + RESULT_LIMIT
                + " = "
                + spark.getConf().get(RESULT_LIMIT, "1g")
                + "; raise it with --conf "
                + RESULT_LIMIT
                + "=SIZE (0 removes the limit) or use fewer tasks",
            e);
      }
      throw e;
    } finally {
      spark.setLocalProperty(DESCRIPTION, outer);
      spark.setLocalProperty(LOGGED, outer);
    }
  }

  private static boolean exceedsResultLimit(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t.getMessage() != null && t.getMessage().contains("bigger than " + RESULT_LIMIT)) {
        return true;
      }
    }
    return false;
  }
}
