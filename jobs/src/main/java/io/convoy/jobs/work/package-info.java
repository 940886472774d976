/**
 * What a job is: {@link io.convoy.jobs.work.Job} says what it is called and told, {@link
 * io.convoy.jobs.work.Work} what one run reads, does and leaves, {@link io.convoy.jobs.work.Solved}
 * what was found. All that speaks with users knows jobs by these alone.
 *
 * <p>Beside them stands what many jobs need while they work: a journal of iterations, tables in
 * blocks, columns passed through, checks of memory.
 */
package io.convoy.jobs.work;
