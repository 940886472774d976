package io.convoy.cluster;

import io.convoy.it.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Every job that reads tables, on small ones, with whatever it iterates on Spark. Engines that may
 * choose are told. What is compared is bits, not quality: the tolerances are those that are reached
 * after a few seconds, which leave a fault the time to come and a checkpoint no reason to stay.
 */
enum ClusterJob {
  TRANSPORT(
      "--source=DATA/transport/gauss2d_source.csv",
      "--target=DATA/transport/gauss2d_target.csv",
      "--engine=spark",
      "--epsilon=0.02std",
      "--tolerance=1e-9",
      "--max-iterations=1000",
      "--checkpoint-every=5",
      "--plan=2"),
  MAP("--model=MODELS/transport", "--input=DATA/transport/gauss2d_source.csv"),
  SEMIDISCRETE(
      "--sampler=gaussian",
      "--target=DATA/transport/gauss2d_target.csv",
      "--engine=spark",
      "--tolerance=0.2",
      "--verify=100000",
      "--max-iterations=40",
      "--checkpoint-every=5"),
  PAIR("--data=DATA/digits_low.csv", "--method=knn:4"),
  DISTANCE(
      "--source=DATA/digits_low.csv",
      "--target=DATA/digits_high.csv",
      "--method=sliced",
      "--projections=20"),
  LASSO(
      "--nodes=DATA/sacramento.csv",
      "--id=house",
      "--label=price",
      "--features=beds,baths,sq__ft",
      "--knn=5",
      "--coordinates=latitude,longitude",
      "--split=nodes:0.2",
      "--lambda=path:1e5,2,2",
      "--tolerance=0.2",
      "--max-iterations=1000",
      "--checkpoint-every=5",
      "--blocks=3",
      "--engine=spark"),
  PREDICT("--model=MODELS/lasso", "--input=DATA/sacramento.csv"),
  TRAIN(
      "--data=DATA/digits_*.csv",
      "--workers=6",
      "--worker-assignment=hash",
      "--epochs=3",
      "--checkpoint-every=4",
      "--engine=spark"),
  SELECT(
      "--pool=DATA/digits_*.csv",
      "--target=DATA/digits_low.csv",
      "--target-where=id < 60",
      "--budget=120",
      "--quota=label:3=20.."),
  PROJECT(
      "--sources=MODELS/sources.csv",
      "--target=MODELS/wanted.csv",
      "--pilots=MODELS/pilots.csv",
      "--size=100");

  /** One a line. */
  private final String options;

  ClusterJob(String... options) {
    this.options = String.join("\n", options);
  }

  /** Makes the models and tables that jobs read, in local mode. */
  static void prepare(Path dir) throws IOException {
    for (ClusterJob job : List.of(TRANSPORT, LASSO)) {
      List<String> arguments =
          new ArrayList<>(List.of(job.arguments(dir, dir.resolve(job.toString()))));
      if (job == TRANSPORT) {
        arguments.add("--map");
      }
      if (Command.run(arguments.toArray(String[]::new)).exitCode() != 0) {
        throw new IllegalStateException("no model of " + job);
      }
    }
    StringBuilder sources = new StringBuilder("id,source,x,y\n");
    StringBuilder wanted = new StringBuilder("id,x,y\n");
    StringBuilder pilots = new StringBuilder("size,a,b,performance\n");
    for (int i = 0; i < 200; i++) {
      double x = Math.sin(i) + (i % 2);
      sources.append(i).append(',').append(i % 2 == 0 ? "a" : "b");
      sources.append(',').append(x).append(',').append(Math.cos(3 * i)).append('\n');
      wanted.append(i).append(',').append(Math.sin(2 * i) + 0.3).append(',').append(0).append('\n');
    }
    for (int share = 0; share <= 10; share++) {
      for (int size = 20; size <= 80; size += 60) {
        double a = share / 10.0;
        double performance = 0.5 + 0.05 * Math.log(size) - (a - 0.7) * (a - 0.7) / 2;
        pilots.append(size).append(',').append(a).append(',').append((10 - share) / 10.0);
        pilots.append(',').append(performance).append('\n');
      }
    }
    Files.writeString(dir.resolve("sources.csv"), sources);
    Files.writeString(dir.resolve("wanted.csv"), wanted);
    Files.writeString(dir.resolve("pilots.csv"), pilots);
  }

  /** Returns where the table is that the job reads first. */
  String table(Path models) {
    return resolved(options.lines().filter(ClusterJob::isTable).findFirst().orElseThrow(), models)
        .replaceFirst("[^=]*=", "");
  }

  /** Returns whether the job iterates and keeps checkpoints. */
  boolean keepsCheckpoints() {
    return options.contains("--checkpoint-every");
  }

  /** Returns whether executors write files: the others keep all blocks in memory. */
  boolean shuffles() {
    return EnumSet.of(MAP, LASSO, PREDICT, TRAIN, PROJECT).contains(this);
  }

  private static boolean isTable(String option) {
    return option.endsWith(".csv");
  }

  /**
   * Returns the command line.
   *
   * @param models where {@link #prepare} was
   */
  String[] arguments(Path models, Path out) {
    return arguments(option -> resolved(option, models), out);
  }

  /** Returns the command line with another table in the place of {@link #table}. */
  String[] arguments(Path models, Path table, Path out) {
    String first = "=" + table(models);
    return arguments(
        option -> {
          String resolved = resolved(option, models);
          return resolved.endsWith(first) ? resolved.replace(first, "=" + table) : resolved;
        },
        out);
  }

  private String[] arguments(UnaryOperator<String> resolve, Path out) {
    return Stream.of(Stream.of(toString()), options.lines().map(resolve), Stream.of("--out=" + out))
        .flatMap(some -> some)
        .toArray(String[]::new);
  }

  private static String resolved(String option, Path models) {
    String data = Path.of("data").toAbsolutePath().toString();
    return option.replace("DATA", data).replace("MODELS", models.toString());
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
