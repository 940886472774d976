/**
 * What the columns of a table are there for, and how coordinates are read out of Spark's own rows.
 *
 * <p>Names are taken as they are, dots and backticks included. A column that is missing or cannot
 * play its role is a {@link io.convoy.spark.column.TableException} that names the table, the column
 * and what is allowed.
 *
 * <p>Types are checked here and values are not: a null is read as NaN, and the reader judges it.
 */
package io.convoy.spark.column;
