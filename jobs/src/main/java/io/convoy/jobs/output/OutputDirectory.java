package io.convoy.jobs.output;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.convoy.jobs.outcome.JobFailure;
import io.convoy.jobs.outcome.Redaction;
import io.convoy.jobs.report.RunReport;
import io.convoy.jobs.report.RunReport.Status;
import io.convoy.spark.checkpoint.CheckpointStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The output directory of one run, from looking whether there is anything to do until the report.
 *
 * <p>The order of writes is the protocol: lease, manifest, checkpoints, tables, pictures, report.
 * Whatever instant a run is killed at, the next one knows from what is there how to go on.
 *
 * <table>
 *   <caption>What {@link #begin} decides</caption>
 *   <tr><th>there is</th><th>same problem and input</th><th>another</th></tr>
 *   <tr><td>no manifest</td><td colspan="2">fresh; refused if a path to write exists</td></tr>
 *   <tr><td>a report</td><td>already done; an exhausted run given more goes on</td>
 *       <td>refused unless overwrite</td></tr>
 *   <tr><td>a checkpoint</td><td>resumed</td><td>refused unless overwrite</td></tr>
 *   <tr><td>neither</td><td>resumed</td><td>fresh: there is nothing to lose</td></tr>
 * </table>
 */
public final class OutputDirectory implements AutoCloseable {

  /** The file beside the report that people look at. */
  public static final String PAGE = "report.html";

  private static final Logger LOG = LoggerFactory.getLogger(OutputDirectory.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RunLayout layout;
  private final FileSystem fileSystem;
  private final JsonFiles json;
  private final Records records;
  private final InstantSource clock;
  private Optional<Lease> lease = Optional.empty();
  private String problemHash = "";
  private List<String> tables = List.of();
  private List<String> files = List.of(PAGE);

  private OutputDirectory(RunLayout layout, FileSystem fileSystem, InstantSource clock) {
    this.layout = layout;
    this.fileSystem = fileSystem;
    this.json = new JsonFiles(fileSystem);
    this.records = new Records(layout, fileSystem, clock);
    this.clock = clock;
  }

  /**
   * Returns the directory {@code out}, which need not exist, for the run of a date if there is one.
   *
   * @throws JobFailure if no file system serves {@code out}
   */
  public static OutputDirectory at(String out, Optional<String> runDate, Configuration hadoop) {
    return at(out, runDate, hadoop, InstantSource.system());
  }

  static OutputDirectory at(
      String out, Optional<String> runDate, Configuration hadoop, InstantSource clock) {
    if (out.isBlank()) {
      throw JobFailure.usage("out must be a directory, got '" + out + "'");
    }
    try {
      Path path = new Path(out);
      FileSystem fileSystem = path.getFileSystem(hadoop);
      // on a local disk Hadoop would leave a hidden .crc file beside every file
      fileSystem.setWriteChecksum(false);
      RunLayout layout = new RunLayout(fileSystem.makeQualified(path), runDate);
      return new OutputDirectory(layout, fileSystem, clock);
    } catch (IOException | IllegalArgumentException unreachable) {
      throw JobFailure.usage(
          "out: cannot reach " + out + ": " + unreachable.getMessage(), unreachable);
    }
  }

  /**
   * Decides what this run may do and, unless it is already done, takes the directory for it.
   *
   * @param identity what makes another run the same run
   * @param budgets what this run may spend, by key
   * @param tables the names of all tables it may write
   * @param pictures the names of all pictures it may write
   * @param overwrite whether the result of another problem may be deleted
   * @throws JobFailure if another run works here, another problem's result is here, a path to write
   *     is not Convoy's, or the directory cannot be written
   */
  public Start begin(
      RunIdentity identity,
      Map<String, Object> budgets,
      Collection<String> tables,
      Collection<String> pictures,
      boolean overwrite) {
    this.tables = List.copyOf(tables);
    this.files =
        Stream.concat(Stream.of(PAGE), pictures.stream().map(OutputDirectory::file)).toList();
    try {
      Optional<RunReport> finished = finished(identity, budgets);
      if (finished.isPresent() && !isUntidy(finished.get())) {
        return alreadyDone(finished.get());
      }
      take();
      // What was there may have been finished or replaced while this run waited for its turn.
      finished = finished(identity, budgets);
      if (finished.isPresent()) {
        if (finished.get().status() != Status.EXHAUSTED) {
          deleteCheckpoint(layout.checkpoint());
        }
        close();
        return alreadyDone(finished.get());
      }
      return enter(identity, overwrite);
    } catch (JobFailure refused) {
      close();
      throw refused;
    } catch (IOException unwritable) {
      close();
      throw cannotWrite(unwritable);
    }
  }

  /** Leaves when that was, for those who ask how the command given then ended. */
  private Start alreadyDone(RunReport report) {
    try {
      json.replace(layout.found(), JSON.createObjectNode().put("time", clock.instant().toString()));
    } catch (IOException readOnly) {
      LOG.info("cannot write {}: {}", layout.found(), readOnly.getMessage());
    }
    return new Start.AlreadyDone(report);
  }

  /**
   * Takes the directory for a run that writes a report only and is never already done: one that
   * measures. A report of the same run goes; another run's is refused as in {@link #begin}.
   */
  public void beginAnew(RunIdentity identity, boolean overwrite) {
    try {
      take();
      enter(identity, overwrite);
    } catch (JobFailure refused) {
      close();
      throw refused;
    } catch (IOException unwritable) {
      close();
      throw cannotWrite(unwritable);
    }
  }

  private Start enter(RunIdentity identity, boolean overwrite) throws IOException {
    Optional<Manifest> before = records.manifest();
    if (before.isPresent() && sameRun(before.get(), identity)) {
      fileSystem.delete(layout.failure(), false);
      // of an exhausted run: what it says is no longer how the last run ended
      withdrawReport();
      deleteCheckpoint(checkpoints().ofSpark()); // of a process that was killed
      problemHash = before.get().problemHash();
      return new Start.Resumed();
    }
    if (before.isPresent()) {
      if (!overwrite && holdsWork()) {
        throw JobFailure.usage(
            "out: "
                + layout.out()
                + " holds another run: "
                + identity.differenceFrom(before.get().identity()).orElseThrow()
                + "; choose another --out, or --overwrite");
      }
      delete(before.get());
    }
    claim(identity);
    return new Start.Fresh();
  }

  /**
   * Returns where this run keeps its checkpoints, with those that a killed run left. To save one
   * fails if another run took the directory over.
   */
  public CheckpointStore checkpoints() {
    return new CheckpointStore(
        layout.checkpoint(),
        fileSystem.getConf(),
        () -> {
          try {
            assertHeld();
          } catch (IOException unreadable) {
            throw cannotWrite(unreadable);
          }
        });
  }

  /**
   * Returns what a checkpoint must carry to belong to this run, once it has begun: what the
   * manifest says, so that a later version, which may record settings in another order, goes on
   * with them.
   */
  public String problemHash() {
    return problemHash;
  }

  /** Returns where a table is or will be. */
  public Path table(String name) {
    return layout.table(name);
  }

  /** Returns where runs of all dates keep what later dates read, a directory each. */
  public Path states() {
    return layout.states();
  }

  /** Returns where the report is or will be. */
  public Path report() {
    return layout.report();
  }

  /** Returns where the page for people is or will be. */
  public Path page() {
    return layout.result(PAGE);
  }

  /**
   * Writes a table named in {@link #begin}, replacing what a killed run left of it, and returns its
   * path relative to the output directory.
   */
  public String write(String table, Dataset<Row> rows) {
    if (!tables.contains(table)) {
      throw new IllegalArgumentException("table must be one of " + tables + ", got " + table);
    }
    Path path = layout.table(table);
    try {
      assertHeld();
      withdrawReport();
    } catch (IOException unwritable) {
      throw cannotWrite(unwritable);
    }
    writer(rows).parquet(path.toString());
    return layout.relative(path);
  }

  /**
   * Returns what writes rows to a path of this directory, replacing what is there, and fails if
   * another run took the directory over before all are written. A committer that the session is
   * told to use (an object store has its own) is used, and does not see to that.
   */
  public DataFrameWriter<Row> writer(Dataset<Row> rows) {
    DataFrameWriter<Row> writer = rows.write().mode(SaveMode.Overwrite);
    boolean isCommitterGiven =
        Stream.of(LeasedCommitter.COMMITTER, "spark.sql.sources.commitProtocolClass")
            .anyMatch(key -> rows.sparkSession().conf().contains(key));
    return isCommitterGiven
        ? writer
        : writer.options(LeasedCommitter.options(layout.lease(), lease.orElseThrow().token()));
  }

  private static String file(String picture) {
    return picture + ".png";
  }

  /** Writes the page for people. */
  public void writePage(String page) {
    writeBeside(PAGE, page.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a picture named in {@link #begin}, as PNG. */
  public void writePicture(String picture, byte[] png) {
    writeBeside(file(picture), png);
  }

  private void writeBeside(String file, byte[] content) {
    if (!files.contains(file)) {
      throw new IllegalArgumentException("file must be one of " + files + ", got " + file);
    }
    try (OutputStream bytes = fileSystem.create(layout.result(file), true)) {
      bytes.write(content);
    } catch (IOException | FSError unwritable) {
      throw cannotWrite(unwritable);
    }
  }

  /**
   * Writes the report, after which the run is over. The checkpoint goes, unless the run exhausted
   * its budget and may get more.
   */
  public void finish(RunReport report) {
    try {
      assertHeld();
      withdrawReport();
      fileSystem.delete(layout.failure(), false);
      json.create(layout.report(), report.toJson());
    } catch (IOException unwritable) {
      throw withoutReport(cannotWrite(unwritable));
    }
    deleteCheckpoint(
        report.status() == Status.EXHAUSTED ? checkpoints().ofSpark() : layout.checkpoint());
    close();
  }

  /**
   * Writes why there is no report. The same run may be tried again; from its checkpoint, unless the
   * numbers in that checkpoint are what failed.
   */
  public void fail(JobFailure failure, boolean keepCheckpoint) {
    try {
      assertHeld();
      withdrawReport();
      json.replace(layout.failure(), describe(failure));
      if (!keepCheckpoint) {
        deleteCheckpoint(layout.checkpoint());
      }
    } catch (IOException | JobFailure second) {
      // The first failure is the one to tell.
      failure.addSuppressed(second);
    }
    close();
  }

  /** Returns what the directory says about its last run. */
  public Recorded recorded() {
    return records.last();
  }

  /**
   * Returns when the last run wrote its report or why it failed, or was found already done, if
   * there is one, by the clock there.
   */
  public Optional<Instant> ended() {
    return records.ended();
  }

  /** Lets other runs in. Whatever was written stays. */
  @Override
  public void close() {
    lease.ifPresent(Lease::close);
    lease = Optional.empty();
  }

  private Optional<RunReport> finished(RunIdentity identity, Map<String, Object> budgets)
      throws IOException {
    if (records.manifest().filter(manifest -> sameRun(manifest, identity)).isEmpty()) {
      return Optional.empty();
    }
    return records
        .report()
        .filter(report -> report.status() != Status.EXHAUSTED || !report.isOutspentBy(budgets));
  }

  /** Returns whether the run was killed between its report and the end of its checkpoint. */
  private boolean isUntidy(RunReport finished) throws IOException {
    return finished.status() != Status.EXHAUSTED && fileSystem.exists(layout.checkpoint());
  }

  private static boolean sameRun(Manifest manifest, RunIdentity identity) {
    return identity.differenceFrom(manifest.identity()).isEmpty();
  }

  private boolean holdsWork() throws IOException {
    return records.report().isPresent() || fileSystem.exists(layout.checkpoint());
  }

  private void take() throws IOException {
    Path state = layout.lease().getParent();
    if (!fileSystem.mkdirs(state)) {
      throw new IOException("cannot create the directory " + state);
    }
    try {
      lease = Optional.of(Lease.take(fileSystem, layout.lease(), clock));
    } catch (Lease.Taken taken) {
      throw JobFailure.tryAgain(
          "out: "
              + taken.getMessage()
              + " works in "
              + layout.out()
              + "; try again when it is over");
    }
  }

  private void claim(RunIdentity identity) throws IOException {
    List<Path> paths =
        Stream.of(
                tables.stream().map(layout::table),
                files.stream().map(layout::result),
                Stream.of(layout.report(), layout.failure(), layout.checkpoint()))
            .flatMap(some -> some)
            .toList();
    for (Path path : paths) {
      if (fileSystem.exists(path)) {
        throw JobFailure.usage(
            "out: "
                + path
                + " exists and Convoy did not write it; choose another --out, or move it");
      }
    }
    problemHash = identity.hash();
    List<String> claimed = paths.stream().map(layout::relative).toList();
    json.replace(layout.manifest(), new Manifest(identity, problemHash, claimed).toJson());
  }

  private void delete(Manifest manifest) throws IOException {
    // The report first: nobody may read it beside tables that are going.
    fileSystem.delete(layout.report(), false);
    for (String path : manifest.paths()) {
      fileSystem.delete(new Path(layout.out(), path), true);
    }
    fileSystem.delete(layout.manifest(), false);
  }

  private void withdrawReport() throws IOException {
    fileSystem.delete(layout.report(), false);
  }

  /** One that stays is never read again; it only takes room. */
  private void deleteCheckpoint(Path checkpoint) {
    try {
      fileSystem.delete(checkpoint, true);
    } catch (IOException unreachable) {
      LOG.warn("cannot delete the checkpoint {}", checkpoint, unreachable);
    }
  }

  private void assertHeld() throws IOException {
    if (lease.isEmpty() || !lease.get().isHeld()) {
      throw JobFailure.tryAgain(
          "out: another run took " + layout.out() + " over because this one's lease expired");
    }
  }

  /** Returns the failure, after what could be written of the report is gone. */
  private JobFailure withoutReport(JobFailure failure) {
    try {
      withdrawReport();
    } catch (IOException second) {
      failure.addSuppressed(second);
    }
    return failure;
  }

  private ObjectNode describe(JobFailure failure) {
    return JSON.createObjectNode()
        .put("schema-version", RunReport.SCHEMA_VERSION)
        .put("status", "failed")
        .put("exit-code", failure.exitCode().number())
        .put("message", Redaction.current().text(failure.getMessage()))
        .put("time", Instant.ofEpochMilli(clock.millis()).toString());
  }

  private JobFailure cannotWrite(Throwable unwritable) {
    return JobFailure.usage(
        "out: cannot write " + layout.out() + ": " + unwritable.getMessage(), unwritable);
  }
}
