/**
 * Scoring by a network lasso: {@code convoy predict} is told of a lasso run that is over and of
 * rows; it scores each by the model of its node, and by their neighbours' models where a node is
 * new.
 *
 * <p>It writes a prediction, a class or an alarm per row, and where the rows say what is right it
 * shows the error. A row that cannot be scored fails the run and is named.
 *
 * <p>The models of all nodes pass through the driver and to every executor; the rows do not.
 */
package io.convoy.jobs.predict;
