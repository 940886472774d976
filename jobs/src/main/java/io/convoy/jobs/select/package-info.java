/** {@code convoy select}: from two tables to the rows that stand for the other, and why. */
package io.convoy.jobs.select;
