package io.convoy.jobs.settings;

import io.convoy.geometry.GroundCost;
import io.convoy.geometry.Precision;
import io.convoy.transport.Epsilon;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The settings that several jobs have, each declared here once. Nobody makes one of these. */
record SharedSettings(
    @Setting(
            help =
                "The table to move: a path to parquet, csv, json, orc, npy, delta or iceberg data, or"
                    + " table:catalog.db.name[@snapshot].",
            label = "TABLE",
            required = true,
            example = "s3a://lake/candidates.parquet")
        String source,
    @Setting(
            help = "The table to move it to.",
            label = "TABLE",
            required = true,
            example = "table:prod.ml.wanted@42")
        String target,
    @Setting(
            help = "Reads only the source rows that satisfy this SQL condition",
            label = "EXPR",
            absent = "all",
            example = "\"day = '{run-date}'\"")
        Optional<String> sourceWhere,
    @Setting(
            help = "Reads only the target rows that satisfy this SQL condition",
            label = "EXPR",
            absent = "all",
            example = "\"quality > 0.9\"")
        Optional<String> targetWhere,
    @Setting(
            help =
                "The rows to read: a path to parquet, csv, json, orc, npy, delta or iceberg data.",
            label = "TABLE",
            required = true,
            example = "s3a://lake/today.parquet")
        String data,
    @Setting(
            help = "Reads only the data rows that satisfy this SQL condition",
            label = "EXPR",
            absent = "all",
            example = "\"split = 'train'\"")
        Optional<String> dataWhere,
    @Setting(
            help = "The directory of an earlier run.",
            label = "DIR",
            required = true,
            example = "out/ab")
        String model,
    @Setting(help = "The --run-date of that run", label = "DATE", example = "2026-01-31")
        Optional<String> modelDate,
    @Setting(
            help = "The table of rows to map or to score.",
            label = "TABLE",
            required = true,
            example = "today.parquet")
        String input,
    @Setting(
            help = "Reads only the rows that satisfy this SQL condition",
            label = "EXPR",
            absent = "all",
            example = "\"day = '{run-date}'\"")
        Optional<String> inputWhere,
    @Setting(
            help = "The column that names rows",
            label = "COLUMN",
            absent = "id if there is one, else row numbers",
            example = "customer")
        Optional<String> id,
    @Setting(
            help = "The column of row masses",
            label = "COLUMN",
            absent = "weight if there is one, else equal masses",
            example = "population")
        Optional<String> weight,
    @Setting(
            help = "The column of labels, kept out of the features",
            label = "COLUMN",
            absent = "label if there is one",
            example = "digit")
        Optional<String> label,
    @Setting(
            help = "One vector column, or numeric columns",
            label = "COLUMN",
            absent = "the sole vector column, else all remaining numeric columns",
            example = {"embedding", "x,y,z"})
        List<String> features,
    @Setting(
            help = "Columns of the first table to pass through to the output",
            label = "COLUMN",
            example = "name,url")
        List<String> keep,
    @Setting(
            help = "Scales every feature to mean 0 and deviation 1 over all tables read",
            fallback = "off",
            bare = "on")
        boolean standardize,
    @Setting(
            help =
                "Moves rows with missing, infinite or wrong-length features to OUT/quarantined"
                    + " instead of failing",
            fallback = "off",
            bare = "on")
        boolean quarantine,
    @Setting(
            help =
                "In the wide layout, a table of the same columns that is not 0 where a value is a"
                    + " known incident",
            label = "TABLE",
            example = "incidents.csv")
        Optional<String> labels,
    @Setting(help = "A table of edges", label = "TABLE", example = "roads.csv")
        Optional<String> edges,
    @Setting(help = "A number of nearest neighbours", label = "K", example = "5") OptionalInt knn,
    @Setting(
            help =
                "The cost of a pair of rows: sqeuclidean (not halved), euclidean, cosine, inner-product,"
                    + " manhattan or p-norm:P",
            label = "NAME",
            fallback = "sqeuclidean",
            example = "cosine")
        GroundCost cost,
    @Setting(
            help =
                "The strength of the entropy, in units of the cost, of its standard deviation or of"
                    + " its mean",
            label = "NUMBER[std|mean]",
            fallback = "0.05std",
            example = {"0.1mean", "2.5"})
        Epsilon epsilon,
    @Setting(
            help =
                "Stops when the L1 distance of the plan's marginals from the given ones falls below"
                    + " this",
            label = "NUMBER",
            fallback = "1e-4",
            example = "1e-6")
        double tolerance,
    @Setting(
            help = "The arithmetic of points and kernels; potentials and sums are always double",
            label = "float|double",
            fallback = "float",
            example = "double")
        Precision precision,
    @Setting(
            help =
                "Skips pairs proved to carry less than 1e-9 of every mass together, for tolerances"
                    + " from 1e-8 on",
            fallback = "on",
            example = "off")
        boolean prune,
    @Setting(
            help =
                "Keeps the costs of all pairs in memory, 4 bytes each; auto: from 64 dimensions, up"
                    + " to 256 MB",
            label = "auto|on|off",
            fallback = "auto",
            example = "on")
        Storage store,
    @Setting(
            help = "Writes the K largest entries of every source row of the plan",
            label = "K",
            example = "5")
        OptionalInt plan,
    @Setting(
            help = "Writes where the plan sends every source row on average",
            fallback = "off",
            bare = "on")
        boolean map,
    @Setting(
            help =
                "Also solves each table against itself and reports the debiased Sinkhorn divergence",
            fallback = "off",
            bare = "on")
        boolean divergence,
    @Setting(
            help =
                "Number of workers: groups of files, or runs of rows if there are fewer files. A"
                    + " worker is what fails together, and has one vote",
            label = "P",
            fallback = "8",
            example = "32")
        int workers,
    @Setting(
            help =
                "How gradients become one: average, median, trimmed-mean, krum, multi-krum,"
                    + " geometric-median, flag and others, with nnm+, bucketing+, clipping+ or arc+"
                    + " before",
            label = "RULE",
            fallback = "nnm+trimmed-mean",
            example = "nnm+multi-krum")
        String aggregator,
    @Setting(
            help = "Workers that may lie or break without harm; the aggregator pays for each",
            label = "F",
            fallback = "1",
            example = "3")
        int byzantine,
    @Setting(
            help = "The seed of everything random",
            label = "NUMBER",
            fallback = "0",
            example = "7")
        long seed,
    @Setting(
            help = "The directory for tables and report.",
            label = "DIR",
            required = true,
            example = "out/digits",
            concern = Concern.EXECUTION)
        String out,
    @Setting(
            help =
                "Replaces the result of another problem in OUT; deletes only what Convoy wrote there",
            fallback = "off",
            bare = "on",
            concern = Concern.EXECUTION)
        boolean overwrite,
    @Setting(
            help = "Exits with 4 when the run stops short of its tolerance",
            fallback = "off",
            bare = "on",
            concern = Concern.EXECUTION)
        boolean strict,
    @Setting(
            help = "Tasks per pass over the rows; the result is the same",
            label = "N",
            absent = "twice as many as cores",
            example = "64",
            concern = Concern.EXECUTION)
        OptionalInt tasks,
    @Setting(
            help =
                "One live line on a terminal, else a line every ten seconds; on forces the live line",
            label = "auto|on|off",
            fallback = "auto",
            example = "off",
            concern = Concern.EXECUTION)
        ProgressMode progress) {}
