/**
 * Optimal transport and its relatives as plain mathematics: sub-packages hold one idea each and
 * none of them knows Spark, reads a clock or starts a thread that was not handed to it.
 */
package io.convoy;
