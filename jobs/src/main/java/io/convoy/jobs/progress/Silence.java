package io.convoy.jobs.progress;

/** Shows nothing. */
final class Silence implements Progress {

  @Override
  public void onIteration(int iteration, double epsilon, double error) {}

  @Override
  public void close() {}
}
