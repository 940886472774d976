/**
 * {@code convoy train}: a model out of the answers of many workers, of which some may lie or break.
 *
 * <p>It is told rows, how they are divided among workers, what is fitted, and what defends it
 * ({@code TrainSettings}); it hands workers and a recipe to {@link io.convoy.training.Trainer}, or
 * holds a tournament of recipes; and it shows a model and what is known of every worker.
 *
 * <p>Who answers late or not at all is no part of the result unless there is a deadline. What rules
 * promise is in core; nothing here knows a rule.
 */
package io.convoy.jobs.train;
