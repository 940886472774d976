package io.convoy.fuzz;

import io.convoy.it.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The jobs that read tables, on good ones of a dozen rows and with few iterations. Every job has
 * several forms, which read tables in other ways.
 */
enum FuzzedJob {
  TRANSPORT(
      "source target",
      "--max-iterations=30",
      """
      --tolerance=1e-3
      --engine=spark
      --plan=2 --map --keep=NOTE
      --quarantine --standardize
      --by=label
      --label-cost=1
      --divergence --gradients
      --regularizer=quadratic
      --regularizer=top-k:2
      --target-marginal=kl:1 --source-marginal=tv:2
      --target-marginal=range:0,2
      --mass=0.8
      --clusters=softmax --mass=0.5 --target-marginal=kl:1
      --cost=cosine --quarantine --keep=NOTE,label
      """),
  MAP(
      "input",
      "--model=MODELS/transportKIND",
      """
      --tasks=2
      --keep=NOTE
      --keep=label,NOTE --quarantine
      """),
  SEMIDISCRETE(
      "target source",
      "--max-iterations=20 --verify=2000",
      """
      --sampler=gaussian -source
      --sampler=uniform -source --map
      --map
      --quarantine --engine=spark
      --standardize
      """),
  PAIR(
      "data target",
      "--batch=4",
      """
      --method=knn:2 -target
      --method=assignment -target --keep=NOTE
      --method=assignment
      --method=sinkhorn -target --standardize
      --method=weights:1 --keep=NOTE
      --method=knn:2 --quarantine --cost=cosine
      --method=knn:3 -target --tasks=1
      """),
  DISTANCE(
      "source target",
      "--tasks=2",
      """
      --method=sliced --projections=5
      --method=gaussian
      --method=sliced --order=1 --standardize
      --method=gaussian --quarantine
      """),
  LASSO(
      "nodes edges",
      "--max-iterations=20 --tasks=2",
      """
      --objective=ridge:0.5 --lambda=0.1 --split=nodes:0.3 -edges --knn=1 --coordinates=x,y --geometry=plane --features=x,y
      --objective=ridge:0.5 --lambda=0.1 --split=none --features=x,y
      --objective=ridge:0.5 --lambda=path:0.1,2,2 --split=rows:0.2 --refit
      --objective=logistic:0.5 --lambda=0.1 --split=none
      --objective=svm:0.5 --lambda=0.1 --split=none
      --objective=oneclass:0.5 --lambda=0.1 --split=none
      --objective=clustering --lambda=0.1 --split=none
      --objective=lasso:0.5 --lambda=0.1 --split=time:0.3 --time=TIME --period=5
      --objective=ridge:0.5 --lambda=0.1 --split=none -edges --knn=2 --coordinates=x,y
      --objective=ridge:0.5 --lambda=0.1 --split=none --random-features=4 --penalty=absolute
      --objective=ridge:0.5 --lambda=auto --split=rows:0.4
      --objective=ridge:0.5 --lambda=0.1 --split=none --engine=spark --weight=fold
      --objective=ridge:0.5 --lambda=0.1 --split=none --layout=wide --time=TIME --lags=1
      """),
  PREDICT(
      "input edges",
      "--model=MODELS/lasso",
      """
      --tasks=2 -edges
      --tasks=2
      --knn=1 -edges --keep=NOTE
      --keep=NOTE --label=label
      """),
  TRAIN(
      "data test",
      "--epochs=2 --batch=2",
      """
      --workers=3 --test-fraction=0.2 -test
      --workers=3 --test-fraction=0 -test
      --workers=3 --model=softmax
      --workers=3 --model=linear --label=x
      --workers=3 --model=logistic
      --workers=3 --model=svm
      --worker-column=label --model=svm --byzantine=0 --aggregator=average
      --workers=3 --model=mlp:3 --standardize=off
      --workers=3 --model=softmax --engine=spark
      --workers=2 --byzantine=0 --aggregator=average --gate=off --worker-assignment=hash
      """),
  SELECT(
      "pool target",
      "--seed=1",
      """
      --budget=4
      --budget=50% --keep=NOTE
      --budget=4 --method=round-robin
      --budget=4 --method=nearest
      --budget=4 --method=random --weight=weight
      --budget=4 --method=tarot
      --budget=4 --method=tsds
      --budget=4 --method=lava
      --budget=4 --method=dsir
      --budget=4 --method=herding
      --budget=4 --method=k-center
      --budget=auto
      --budget=4 --quota=label:a=1..
      --budget=tokens:6 --tokens=id
      --budget=2 --dedup=label
      --budget=4 --near-duplicates=0.1
      --budget=4 --label-cost=1
      --budget=4 --standardize --quarantine
      --budget=4 --pool-clusters=3
      --budget=4 --gradient-features=4
      --budget=4 --explain=3 --max-repeat=2
      """),
  PROJECT(
      "sources target pilots",
      "--size=8 --sample=6",
      """
      --form=auto
      --form=linear
      --form=full
      --replacement --quarantine
      --standardize
      """);

  static final int ROWS = 12;

  private final String tables;
  private final String always;
  private final String forms;

  FuzzedJob(String tables, String always, String forms) {
    this.tables = tables;
    this.always = always;
    this.forms = forms;
  }

  /** Returns the options of every form; {@code -TABLE} says that it has no such table. */
  List<String> forms() {
    return forms.lines().toList();
  }

  /** Returns the names of the tables a form reads. */
  List<String> tables(String form) {
    return List.of(tables.split(" ")).stream()
        .filter(table -> !List.of(form.split(" ")).contains("-" + table))
        .toList();
  }

  /** Returns whether the features of a form may as well be one column of arrays. */
  boolean packs(String form) {
    return this != PREDICT && !form.contains("=x") && !form.contains("=wide");
  }

  /** Returns a table of a form as it should be. */
  Grid good(String table, String form) {
    return form.contains("--layout=wide") ? GoodTables.wide(table) : GoodTables.of(this, table);
  }

  /**
   * Returns the command line.
   *
   * @param files by table
   * @param kind what the name of a model ends in
   */
  List<String> arguments(String form, Map<String, Path> files, Path models, String kind, Path out) {
    List<String> arguments = new ArrayList<>(List.of(toString()));
    for (String option : List.of((always + " " + form).split(" "))) {
      if (option.startsWith("--")) {
        arguments.add(
            option
                .replace("MODELS", models.toString())
                .replace("KIND", kind)
                .replace("NOTE", GoodTables.NOTE)
                .replace("TIME", GoodTables.TIME));
      }
    }
    files.forEach((table, file) -> arguments.add("--" + table + "=" + file));
    arguments.add("--out=" + out);
    return arguments;
  }

  /** Makes the models that jobs read. */
  static void prepare(Path models) throws IOException {
    for (DamagedRun run :
        List.of(
            DamagedRun.undamaged(TRANSPORT, "--map", false),
            DamagedRun.undamaged(TRANSPORT, "--map", true),
            DamagedRun.undamaged(LASSO, LASSO.forms().get(0), false))) {
      String name = run.job() + (run.packed() ? "-packed" : "");
      Path tables = Files.createDirectory(models.resolve(name + "-tables"));
      Command.Ran ran = run.run(tables, models, models.resolve(name));
      if (ran.exitCode() != 0) {
        throw new IllegalStateException("no model of " + run + ": " + ran.err());
      }
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
