/** {@code convoy project}: from a few training runs to the mixture of sources for a larger one. */
package io.convoy.jobs.project;
