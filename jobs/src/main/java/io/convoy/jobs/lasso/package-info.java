/**
 * The network lasso: {@code convoy lasso} is told of rows by node, of the edges between nodes and
 * of an objective; it fits a model per node, each drawn towards its neighbours', for one strength
 * of the penalty after another.
 *
 * <p>It writes the models, clusters and edges, judges them by rows held out, and shows how
 * parameters and errors move along the path and where the clusters are. A killed run goes on from
 * the states of its blocks and ends in the same bits.
 *
 * <p>Rows and graph pass through the driver.
 */
package io.convoy.jobs.lasso;
