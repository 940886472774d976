package io.convoy.jobs;

import io.convoy.jobs.settings.JobSettings;
import io.convoy.jobs.settings.TableSettings;
import io.convoy.jobs.table.InputTable;
import io.convoy.jobs.table.OpenTable;
import io.convoy.jobs.work.Job;
import io.convoy.jobs.work.Run;
import io.convoy.jobs.work.Solved;
import io.convoy.jobs.work.Tables;
import io.convoy.jobs.work.Work;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** A job that computes nothing: all of it is as it is, but what it finds. */
record StubbedJob<S extends JobSettings>(Job<S> real, BiFunction<Run, Work, Solved> found)
    implements Job<S> {

  @Override
  public String name() {
    return real.name();
  }

  @Override
  public String sentence() {
    return real.sentence();
  }

  @Override
  public List<String> examples() {
    return real.examples();
  }

  @Override
  public List<String> remarks() {
    return real.remarks();
  }

  @Override
  public Class<S> settings() {
    return real.settings();
  }

  @Override
  public Work work(S settings, Configuration hadoop) {
    Work work = real.work(settings, hadoop);
    return new Work() {
      @Override
      public List<TableSettings> inputs() {
        return work.inputs();
      }

      @Override
      public List<String> outputs() {
        return work.outputs();
      }

      @Override
      public List<String> pictures() {
        return work.pictures();
      }

      @Override
      public String remedy() {
        return work.remedy();
      }

      @Override
      public List<OpenTable> open(SparkSession spark, Tables<InputTable> tables) {
        return work.open(spark, tables);
      }

      @Override
      public Solved solve(Run run) {
        return found.apply(run, work);
      }
    };
  }
}
