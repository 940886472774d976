/**
 * What a user may set: each option declared once, as an annotated component of a settings record,
 * and read from the command line, a job file or its default, in this order of precedence.
 *
 * <p>{@link io.convoy.jobs.settings.SettingsType} finds the declarations of a record and of the
 * groups and choices within; options, help, keys of job files, reports and documents derive from
 * them. {@link io.convoy.jobs.settings.Resolved} is what one command was told. After that nothing
 * is looked up by name: jobs take an immutable record.
 *
 * <p>Values are judged by the records; whether they suit the data is known only once tables are
 * open.
 */
package io.convoy.jobs.settings;
