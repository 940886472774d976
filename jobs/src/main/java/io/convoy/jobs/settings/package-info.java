/**
 * What a user may set: each option declared once, read from the command line, a job file or the
 * shipped defaults, in this order of precedence.
 *
 * <p>An option is a field with picocli's {@code @Option}; its long name without the dashes is its
 * key in a job file and in the report, and {@link io.convoy.jobs.settings.Concerns} says whether
 * another value makes another problem. After {@link io.convoy.jobs.settings.Settings#resolve}
 * nothing is looked up by name: jobs take an immutable record.
 *
 * <p>Values are judged here; whether they suit the data is known only once tables are open.
 */
package io.convoy.jobs.settings;
