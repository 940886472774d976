/**
 * The command line as a user meets it: real files in, exit codes, sentences and reports out.
 *
 * <p>Most tests run the command in this process on one shared local Spark; those about kills and
 * signals start a process of their own.
 */
package io.convoy.it;
