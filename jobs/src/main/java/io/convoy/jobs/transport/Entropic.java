package io.convoy.jobs.transport;

import io.convoy.geometry.Precision;
import io.convoy.jobs.settings.Setting;
import io.convoy.jobs.settings.Shared;
import io.convoy.transport.PointTransport;
import io.convoy.transport.SolverMethod;

/** How the dual of a problem with entropy is climbed. */
record Entropic(
    @Shared Precision precision,
    @Setting(
            help = "Starts from a large epsilon and lowers it in steps",
            fallback = "on",
            example = "off")
        boolean anneal,
    @Setting(
            help =
                "How the dual is climbed: plain Sinkhorn, accelerated by momentum or by Anderson"
                    + " mixing, or followed by sparse Newton steps; auto: momentum, then Newton where"
                    + " that is slow",
            label = "auto|sinkhorn|momentum|anderson|newton",
            fallback = "auto",
            example = "newton")
        SolverMethod solver,
    @Shared boolean prune) {

  /** Returns whether sweeps skip: what they skip must be little beside the tolerance. */
  boolean skips(double tolerance) {
    return prune && PointTransport.skips(tolerance);
  }
}
