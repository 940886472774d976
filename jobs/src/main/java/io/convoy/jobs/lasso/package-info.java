/**
 * The numerical part of {@code convoy lasso} and {@code convoy predict}: tables become a graph of
 * local models, which are solved for one strength of the penalty after another and judged by rows
 * held out. Rows and graph pass through the driver.
 */
package io.convoy.jobs.lasso;
