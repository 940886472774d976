/**
 * The network lasso: one small model per node of a graph, drawn towards the models of its
 * neighbours (Hallac, Leskovec and Boyd, "Network Lasso: Clustering and Optimization in Large
 * Graphs", KDD 2015).
 *
 * <p>The graph is cut into {@link io.convoy.network.GraphBlock blocks}. In a round every block
 * sends the parameters of its boundary nodes to its neighbours, once, and improves its own; flows
 * along edges never travel, since both ends compute them to the same bits. {@link
 * io.convoy.network.GraphRunner} is who carries the parameters: memory, or an engine.
 *
 * <p>The answer's distance from the optimum is bounded by a duality gap where the local models have
 * a conjugate, and measured by residuals where they have none.
 */
package io.convoy.network;
