package io.convoy.jobs.settings;

import java.util.List;
import picocli.CommandLine.Option;

/** Whom {@code train --tournament} has compete. */
@Section("Tournament")
public final class TournamentOptions {

  @Option(
      names = "--tournament",
      arity = "0..1",
      fallbackValue = "on",
      paramLabel = "on|off",
      converter = Flag.class,
      description = {
        "Instead of one model, trains one per aggregator, attack, kind of heterogeneity and learning"
            + " rate, each in memory, and writes how accurate they are. Needs --worker-assignment"
            + " hash (default: ${DEFAULT-VALUE}).",
        "e.g. --tournament"
      })
  boolean tournament;

  @Option(
      names = "--aggregators",
      paramLabel = "RULE",
      split = ",",
      description = {
        "Rules of the tournament; plain-average is the average without a gate (default:"
            + " ${DEFAULT-VALUE}).",
        "e.g. --aggregators median,flag"
      })
  List<String> aggregators;

  @Option(
      names = "--attacks",
      paramLabel = "NAME",
      split = ",",
      description = {
        "Attacks of the tournament, none among them (default: all but slow).",
        "e.g. --attacks none,alie,ipm:0.1"
      })
  List<String> attacks;

  @Option(
      names = "--heterogeneities",
      paramLabel = "RULE",
      split = ",",
      description = {
        "How workers differ in the tournament (default: ${DEFAULT-VALUE}).",
        "e.g. --heterogeneities iid,similarity:0.5"
      })
  List<String> heterogeneities;

  @Option(
      names = "--learning-rates",
      paramLabel = "NUMBER",
      split = ",",
      description = {
        "Of these, a rule has the one that is best under its worst attack; rules differ in the"
            + " length of what they return (default: ${DEFAULT-VALUE}).",
        "e.g. --learning-rates 0.1"
      })
  List<Double> learningRates;
}
