package io.convoy.jobs.output;

import java.util.Optional;
import org.apache.hadoop.fs.Path;

/**
 * Where the files of a run are under its output directory.
 *
 * <p>Without a run date a directory holds one run. With one it holds a run per date: tables are
 * partitioned by {@code run_date}, reports are under {@code _runs/D}, state under {@code _state/D}.
 */
record RunLayout(Path out, Optional<String> runDate) {

  Path table(String name) {
    Path table = new Path(out, name);
    return runDate.map(date -> new Path(table, "run_date=" + date)).orElse(table);
  }

  /** Where people and schedulers look: the report, the pictures, or why there is none. */
  Path result(String file) {
    return runDate
        .map(date -> new Path(out, "_runs/" + date + "/" + file))
        .orElse(new Path(out, file));
  }

  /** Where Convoy keeps what only Convoy reads. */
  Path state(String file) {
    return new Path(
        out, runDate.map(date -> "_state/" + date + "/" + file).orElse("_state/" + file));
  }

  /** Where the state of every run date is, under its name. */
  Path states() {
    return new Path(out, "_state");
  }

  Path checkpoint() {
    return runDate.map(date -> state("checkpoint")).orElse(new Path(out, "_checkpoint"));
  }

  Path report() {
    return result("report.json");
  }

  Path failure() {
    return result("failure.json");
  }

  Path manifest() {
    return state("manifest.json");
  }

  /** Says when a run was last found already done. */
  Path found() {
    return state("found.json");
  }

  Path lease() {
    return state("lease.json");
  }

  /** Returns {@code path} as written in a manifest: relative to the output directory. */
  String relative(Path path) {
    return out.toUri().relativize(path.toUri()).getPath();
  }
}
