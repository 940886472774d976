/**
 * The one place that knows how a table becomes blocks and how a sweep over them runs on Spark, with
 * the same bits for any number of tasks.
 */
package io.convoy.spark;
