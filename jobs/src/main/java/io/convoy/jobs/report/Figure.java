package io.convoy.jobs.report;

/**
 * A number that a run is known by.
 *
 * @param name of one to three words
 * @param value a number or text
 * @param remark what to hold beside it, or empty
 */
public record Figure(String name, Object value, String remark) {}
