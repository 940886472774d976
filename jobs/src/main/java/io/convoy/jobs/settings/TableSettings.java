package io.convoy.jobs.settings;

import java.util.Optional;

/**
 * A table to read.
 *
 * @param name what messages and reports call it: {@code source} or {@code target}
 * @param location a path Spark reads, an {@code .npy} file, or {@code table:name[@snapshot]}
 * @param where a SQL condition on its rows
 * @param roles which columns play which role, as far as the user says
 */
public record TableSettings(
    String name, String location, Optional<String> where, RoleSettings roles) {}
