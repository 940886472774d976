package io.convoy.jobs.output;

import io.convoy.jobs.outcome.ExitCode;
import io.convoy.jobs.report.RunReport;
import java.util.Optional;

/**
 * What an output directory says about its last run.
 *
 * @param exitCode what that run returned; {@link ExitCode#TRY_AGAIN} if it still runs or was
 *     killed; {@link ExitCode#BAD_INPUT} if there was none
 * @param sentence the same for a person
 */
public record Recorded(Optional<RunReport> report, ExitCode exitCode, String sentence) {}
