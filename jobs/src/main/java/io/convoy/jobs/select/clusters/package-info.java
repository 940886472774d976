/**
 * Selection by clusters of the pool, for budgets whose candidates do not fit on the driver: k-means
 * are transported to the targets, and rows drawn inside.
 *
 * <p>The rows drawn are a function of the seed and their ids. There is no certificate: the plan is
 * of clusters, not of rows.
 */
package io.convoy.jobs.select.clusters;
