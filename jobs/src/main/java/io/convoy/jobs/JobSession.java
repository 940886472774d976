package io.convoy.jobs;

import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import scala.jdk.javaapi.OptionConverters;

/**
 * The Spark session of a command, started when it is first needed.
 *
 * <p>A session that is already running (a notebook, a test) is used and left running; otherwise
 * this starts one, on all local cores unless {@code spark.master} says where, and stops it when
 * closed.
 */
final class JobSession implements AutoCloseable, Supplier<SparkSession> {

  private static final String LOCAL = "local[*]";

  private final String job;
  private Optional<SparkSession> session = Optional.empty();
  private boolean ours;

  JobSession(String job) {
    this.job = job;
  }

  /** Returns what Hadoop is told, before and without a session: its files and spark.hadoop.*. */
  static Configuration hadoop() {
    Configuration hadoop = new Configuration();
    for (var setting : settings().getAllWithPrefix("spark.hadoop.")) {
      hadoop.set(setting._1(), setting._2());
    }
    return hadoop;
  }

  @Override
  public SparkSession get() {
    if (session.isEmpty()) {
      session = running().or(this::start);
    }
    return session.get();
  }

  /** Returns whether sweeps run, or will run, in this process. */
  boolean isLocal() {
    return session
        .map(SparkSession::sparkContext)
        .map(context -> context.isLocal())
        .orElseGet(() -> isLocal(new SparkConf()));
  }

  private static boolean isLocal(SparkConf conf) {
    return conf.get("spark.master", LOCAL).startsWith("local");
  }

  @Override
  public void close() {
    if (ours) {
      session.ifPresent(SparkSession::stop);
    }
  }

  private static Optional<SparkSession> running() {
    return OptionConverters.toJava(SparkSession.getDefaultSession())
        .filter(session -> !session.sparkContext().isStopped());
  }

  /** Returns what Spark is told, before Convoy adds what only a session needs. */
  private static SparkConf settings() {
    SparkConf conf = new SparkConf();
    Umask.OF_THIS_PROCESS.ifPresent(umask -> conf.setIfMissing(Umask.FOR_HADOOP, umask));
    return conf;
  }

  private Optional<SparkSession> start() {
    SparkConf conf = settings();
    conf.setIfMissing("spark.master", LOCAL);
    conf.setIfMissing("spark.app.name", "convoy " + job);
    if (isLocal(conf)) {
      int cores = Runtime.getRuntime().availableProcessors();
      conf.setIfMissing("spark.ui.enabled", "false");
      conf.setIfMissing("spark.ui.showConsoleProgress", "false");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
      conf.setIfMissing("spark.driver.host", "127.0.0.1");
      // a task without memory fails its job, which has a sentence, and does not end this process
      conf.setIfMissing("spark.executor.killOnFatalError.depth", "0");
      // The default of 200 is for clusters; here every partition is a task on the same few cores.
      conf.setIfMissing("spark.sql.shuffle.partitions", String.valueOf(cores));
    }
    ours = true;
    return Optional.of(SparkSession.builder().config(conf).getOrCreate());
  }
}
