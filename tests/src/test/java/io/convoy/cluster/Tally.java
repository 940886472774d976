package io.convoy.cluster;

import io.convoy.cluster.FaultRun.Met;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which faults struck which runs. Every run is a line of a file that later ones are added to. */
final class Tally {

  private static final String HEADER =
      "run,job,fault,seed,struck,tries,resumed,exit_codes,seconds\n";

  private final Path file;
  private final List<FaultRun> runs = new ArrayList<>();
  private final List<Met> mets = new ArrayList<>();

  Tally(Path file) {
    this.file = file;
  }

  /**
   * Counts a run.
   *
   * @param name its number, or how else it was chosen
   */
  void add(String name, FaultRun run, Met met, double seconds) throws IOException {
    runs.add(run);
    mets.add(met);
    String line =
        String.join(
            ",",
            name,
            run.job().toString(),
            run.fault().toString(),
            Long.toString(run.seed()),
            Boolean.toString(met.struck()),
            Integer.toString(met.tries()),
            met.resumed().map(String::valueOf).orElse(""),
            met.exitCodes().stream().map(String::valueOf).collect(Collectors.joining(" ")),
            String.format("%.1f", seconds));
    Files.writeString(
        file,
        (Files.exists(file) ? "" : HEADER) + line + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** Returns a line of each fault and one of all. */
  String lines() {
    Map<Fault, List<Met>> byFault = new EnumMap<>(Fault.class);
    for (int i = 0; i < runs.size(); i++) {
      byFault.computeIfAbsent(runs.get(i).fault(), none -> new ArrayList<>()).add(mets.get(i));
    }
    return byFault.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + line(entry.getValue()) + "\n")
        .collect(Collectors.joining("", "", "all: " + line(mets)));
  }

  private static String line(List<Met> mets) {
    return "struck "
        + mets.stream().filter(Met::struck).count()
        + " of "
        + mets.size()
        + ", resumed "
        + mets.stream().filter(met -> met.resumed().isPresent()).count();
  }
}
