package io.convoy.jobs.bench;

import io.convoy.jobs.settings.Adjust;
import io.convoy.jobs.settings.Shared;
import java.util.Optional;

/**
 * Where a benchmark leaves its report.
 *
 * @param out empty to print only
 * @param overwrite whether the result of another run may be replaced
 */
public record BenchOutput(
    @Shared
        @Adjust(
            help =
                "The directory for report.json; the same benchmark run again replaces its report",
            absent = "none",
            example = "out/bench")
        Optional<String> out,
    @Shared
        @Adjust(
            help =
                "Replaces the result of another run in OUT; deletes only what Convoy wrote there")
        boolean overwrite) {}
