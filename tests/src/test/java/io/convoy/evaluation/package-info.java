/**
 * What methods are worth on real data, measured by {@code ./mvnw verify -Pevaluate}. Numbers go to
 * {@code target/evaluation} and, by hand, into the documentation: what a method loses is a result
 * like any other.
 */
package io.convoy.evaluation;
