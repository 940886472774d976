/**
 * What a job's numerical part hands to the part that speaks with users: tables to write, numbers to
 * report, and how it ended.
 */
package io.convoy.jobs.work;
