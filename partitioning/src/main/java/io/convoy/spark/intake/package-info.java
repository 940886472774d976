/**
 * How the rows of a table, as Spark reads them, come into order and into blocks.
 *
 * <p>{@link io.convoy.spark.intake.TableReading} is the door. Rows are read once and judged whole:
 * all that breaks the contract of a table is counted, and the first such row is named or set aside
 * with its reason. Ids, weights and order come out the same for any layout of the files.
 *
 * <p>While it is read, a table is there twice: as rows on their way and as blocks.
 */
package io.convoy.spark.intake;
