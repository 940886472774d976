package io.convoy.jobs.train;

import io.convoy.jobs.settings.RunSettings;
import io.convoy.jobs.settings.Setting;
import io.convoy.jobs.settings.Shared;
import java.util.Optional;

/**
 * Who answers for which rows.
 *
 * @param workers how many; what a column says is not known yet
 * @param workerColumn the column that names them
 */
record Division(
    @Shared int workers,
    @Setting(
            help =
                "Instead of groups of files, one worker per value of a column, such as the source of"
                    + " a row",
            label = "COLUMN",
            example = "hospital")
        Optional<String> workerColumn,
    @Setting(
            help =
                "hash deals rows out by chance. One bad file then reaches every worker, so it is for"
                    + " judging rules, not for use",
            label = "files|hash",
            fallback = "files",
            example = "hash")
        WorkerAssignment workerAssignment,
    @Setting(
            help =
                "How workers differ under --worker-assignment hash: iid, dirichlet:ALPHA (shares of"
                    + " every class by a Dirichlet distribution) or similarity:G (a share G by"
                    + " chance, the others dealt out by class)",
            label = "RULE",
            fallback = "iid",
            example = "dirichlet:0.5")
        Heterogeneity heterogeneity) {

  private static final int MOST_WORKERS = 10_000;

  Division {
    RunSettings.atLeastOne("workers", workers);
    RunSettings.atMost("workers", workers, MOST_WORKERS);
    if (workerColumn.isPresent() && workerAssignment == WorkerAssignment.HASH) {
      throw new IllegalArgumentException(
          "worker-assignment hash and worker-column exclude each other: give one of them");
    }
    if (workerAssignment != WorkerAssignment.HASH
        && !(heterogeneity instanceof Heterogeneity.Iid)) {
      throw new IllegalArgumentException("heterogeneity needs --worker-assignment hash");
    }
  }
}
