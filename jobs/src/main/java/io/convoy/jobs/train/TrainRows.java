package io.convoy.jobs.train;

import io.convoy.jobs.settings.Adjust;
import io.convoy.jobs.settings.Given;
import io.convoy.jobs.settings.RoleSettings;
import io.convoy.jobs.settings.Setting;
import io.convoy.jobs.settings.Shared;
import io.convoy.jobs.settings.TableSettings;
import java.util.List;
import java.util.Optional;

/** Which rows a model learns from and which it is judged by. */
record TrainRows(
    @Shared
        @Adjust(
            help =
                "The rows to learn from: a path to parquet, csv, json, orc, npy, delta or iceberg"
                    + " data, or table:catalog.db.name[@snapshot]. A row that cannot be used spoils"
                    + " the answer of its worker, which is then dropped; it does not end the run.",
            example = "s3a://lake/examples.parquet")
        String data,
    @Shared
        @Adjust(
            help = "Reads only the rows that satisfy this SQL condition",
            example = "\"day < '{run-date}'\"")
        Optional<String> dataWhere,
    @Setting(
            help = "The rows a model is judged by after every epoch",
            label = "TABLE",
            absent = "none; see --test-fraction",
            example = "held_out.parquet")
        Optional<String> test,
    @Setting(
            help = "Holds out this share of the rows instead, by chance and their ids; 0 for none",
            label = "F",
            fallback = "0.2",
            example = "0.1")
        double testFraction,
    @Shared @Adjust(help = "The column that names rows; chance decides about a row by it")
        Optional<String> id,
    @Shared
        @Adjust(
            help = "The column to predict: a class, or a number for model linear",
            absent = "label")
        Optional<String> label,
    @Shared
        @Adjust(
            help = "The column of row weights",
            absent = "weight if there is one, else all 1",
            example = "exposure")
        Optional<String> weight,
    @Shared @Adjust(example = "embedding") List<String> features,
    @Shared
        @Adjust(
            help =
                "Scales every feature, and a number to predict, by the median over workers of their"
                    + " means and deviations, which no few workers can move far",
            fallback = "on",
            example = "off")
        boolean standardize,
    Given given) {

  TrainRows {
    if (test.isPresent() && given.has("test-fraction") && testFraction > 0) {
      throw new IllegalArgumentException("test and test-fraction set the same thing: give one");
    }
    if (!(testFraction >= 0 && testFraction < 1)) {
      throw new IllegalArgumentException("test-fraction must be >= 0 and < 1, got " + testFraction);
    }
  }

  /** Returns the tables to read. */
  List<TableSettings> tables() {
    RoleSettings roles = new RoleSettings(id, weight, label, features);
    TableSettings learned = new TableSettings("data", data, dataWhere, roles);
    return test.map(path -> new TableSettings("test", path, Optional.empty(), roles))
        .map(judged -> List.of(learned, judged))
        .orElse(List.of(learned));
  }

  /** Returns the share of the rows held out, 0 if there is a table or none are. */
  double heldOut() {
    return test.isPresent() ? 0 : testFraction;
  }
}
