/**
 * Methods that choose among candidates, what a choice costs the targets, and its tables.
 *
 * <p>Candidates are widened until a choice meets its terms and, where the method is transport,
 * until no row left out could improve it. Every method is judged by the same exact transport.
 *
 * <p>Where the whole pool passes through the driver, as for herding, its size is the limit.
 */
package io.convoy.jobs.select.choose;
