/**
 * What is asked of a selection, and the terms that come of it: a budget in rows or tokens, quotas
 * of groups, and what is left out.
 *
 * <p>Settings that do not go together are refused before anything is read; terms that the pool
 * cannot meet are refused with the tightest bound and the smallest remedy.
 *
 * <p>Knows no table and no pass over one.
 */
package io.convoy.jobs.select.terms;
