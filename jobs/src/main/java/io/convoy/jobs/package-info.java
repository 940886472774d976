/** The command line: options and job files in, tables and one report out. */
package io.convoy.jobs;
