package io.convoy.jobs.train;

import io.convoy.jobs.settings.Adjust;
import io.convoy.jobs.settings.JobSettings;
import io.convoy.jobs.settings.OutputSettings;
import io.convoy.jobs.settings.RunSettings;
import io.convoy.jobs.settings.Section;
import io.convoy.jobs.settings.Setting;
import io.convoy.jobs.settings.Shared;
import io.convoy.random.SeedStream;
import io.convoy.robust.Attack;
import io.convoy.robust.RuleName;
import io.convoy.spark.train.GradientBlocks;
import io.convoy.training.Batches;
import io.convoy.training.Recipe;

/** Everything a training is told. */
record TrainSettings(
    @Section("Tables") TrainRows rows,
    Division division,
    @Section("Training") Learning learning,
    Defence defence,
    @Shared @Adjust(help = "Decides what chance decides") long seed,
    @Section("Tournament")
        @Setting(
            help =
                "Instead of one model, trains one per aggregator, attack, kind of heterogeneity and"
                    + " learning rate, each in memory, and writes how accurate they are. Needs"
                    + " --worker-assignment hash",
            fallback = "off",
            bare = "on")
        boolean tournament,
    Purpose purpose,
    @Section("Output") OutputSettings output,
    @Shared boolean strict,
    @Section("Run")
        @Adjust(key = "max-iterations", fallback = "1000000")
        @Adjust(key = "checkpoint-every", fallback = "100")
        RunSettings run)
    implements JobSettings {

  TrainSettings {
    boolean classifies = learning.model().classifies();
    if (!(division.heterogeneity() instanceof Heterogeneity.Iid) && !classifies) {
      throw new IllegalArgumentException(
          "heterogeneity is by class, and model linear predicts a number");
    }
    if (division.workerColumn().isEmpty()) {
      defence.requireRule(division.workers());
    }
    if (purpose instanceof Purpose.Comparison players) {
      if (division.workerAssignment() != WorkerAssignment.HASH) {
        throw new IllegalArgumentException("tournament needs --worker-assignment hash");
      }
      if (!classifies) {
        throw new IllegalArgumentException("tournament compares accuracies: model must classify");
      }
      if (defence.byzantine() < 1) {
        throw new IllegalArgumentException("tournament needs --byzantine of at least 1");
      }
      if (rows.heldOut() == 0 && rows.test().isEmpty()) {
        throw new IllegalArgumentException("tournament needs --test or a --test-fraction above 0");
      }
      for (String name : players.aggregators()) {
        RuleName.check(Purpose.Comparison.rule(name), division.workers(), defence.byzantine());
      }
    }
  }

  /** Returns how many threads train where this process does. */
  int threads() {
    return run.tasks().orElse(Runtime.getRuntime().availableProcessors());
  }

  /** Returns how to train with so many workers. */
  Recipe recipe(int workers, int stepsPerEpoch) {
    return new Recipe(
            defence.aggregator(),
            defence.byzantine(),
            0,
            Attack.NONE,
            defence.sieve(),
            defence.quorum().orElse(workers - defence.byzantine()),
            learning.workerMomentum(),
            learning.stepper(),
            learning.learningRate(),
            learning.schedule(),
            new Batches(new SeedStream(seed), stepsPerEpoch),
            learning.epochs(),
            GradientBlocks.WIDTH)
        .against(defence.attack());
  }
}
