package io.convoy.jobs.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that says who works in an output directory, and one beside it that is renewed by a
 * heartbeat until closed. They are two so that a process that is killed, or finds the disk full, in
 * the middle of a renewal still leaves its name.
 *
 * <p>A lease is stale, and may be taken over, when its heart has not beaten for {@link #PATIENCE}
 * or when its process ran on this host and is gone. The second lets a killed run start again at
 * once.
 */
final class Lease implements AutoCloseable {

  /** Longer than a long pause of a garbage collector, shorter than a scheduler's patience. */
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  /** Longer than it takes to delete a file and write it. */
  private static final Duration SETTLING = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonFiles files;
  private final Path path;
  private final ObjectNode content;
  private final InstantSource clock;
  private final Thread heart = new Thread(this::keepBeating, "convoy-lease");
  private boolean lost;

  private Lease(FileSystem fileSystem, Path path, InstantSource clock) {
    this.files = new JsonFiles(fileSystem);
    this.path = path;
    this.clock = clock;
    this.content = self();
    this.heart.setDaemon(true);
  }

  /** Who holds a lease, as its file says. */
  record Holder(String host, long pid, String start, Instant heartbeat) {

    @Override
    public String toString() {
      return "process " + pid + " on " + host;
    }
  }

  /** Thrown when somebody else works here. */
  static final class Taken extends Exception {
    private static final long serialVersionUID = 1L;

    Taken(Holder holder) {
      super(holder.toString());
    }
  }

  /**
   * Takes the lease at {@code path} and keeps it alive until closed.
   *
   * @throws Taken if it is held by a run that is alive
   */
  static Lease take(FileSystem files, Path path, InstantSource clock) throws IOException, Taken {
    Lease lease = new Lease(files, path, clock);
    Optional<JsonNode> stale = lease.files.read(path);
    boolean isTakeover = files.exists(path);
    Optional<Holder> live = liveHolder(files, path, clock);
    if (live.isPresent()) {
      throw new Taken(live.get());
    }
    if (!lease.files.read(path).equals(stale)) {
      throw taken(files, path, clock);
    }
    if (isTakeover) {
      files.delete(path, false);
    }
    lease.renew();
    try {
      lease.files.create(path, lease.content);
    } catch (FileAlreadyExistsException raced) {
      throw taken(files, path, clock);
    }
    if (isTakeover) {
      settle();
    }
    if (!lease.isHeld()) {
      throw taken(files, path, clock);
    }
    lease.heart.start();
    return lease;
  }

  /**
   * Lets another process that found the same stale lease, and read it before it was replaced, do
   * what it does: the last one to write holds the lease, and both look after that.
   */
  private static void settle() {
    try {
      Thread.sleep(SETTLING.toMillis());
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
    }
  }

  private static Taken taken(FileSystem files, Path path, InstantSource clock) throws IOException {
    return new Taken(liveHolder(files, path, clock).orElse(unreadable(clock.instant())));
  }

  /** Returns who holds the lease at {@code path} and is, as far as one can tell, alive. */
  static Optional<Holder> liveHolder(FileSystem files, Path path, InstantSource clock)
      throws IOException {
    Optional<Holder> holder = holder(files, path);
    return holder.filter(
        held -> held.heartbeat().plus(PATIENCE).isAfter(clock.instant()) && !isDeadNeighbour(held));
  }

  /** Returns whether the file still says that this run holds the lease. */
  synchronized boolean isHeld() throws IOException {
    return !lost && isHeld(files, path, token());
  }

  /** Returns whether the lease at {@code path} is that of the run that has {@code token}. */
  static boolean isHeld(JsonFiles files, Path path, String token) throws IOException {
    return files.read(path).map(found -> found.path("token").asText().equals(token)).orElse(false);
  }

  /** Returns what is in the file as long as this run holds the lease. */
  String token() {
    return content.get("token").asText();
  }

  @Override
  public synchronized void close() {
    heart.interrupt();
    try {
      if (isHeld()) {
        files.files().delete(path, false);
        files.files().delete(beat(path), false);
      }
    } catch (IOException unreachable) {
      LOG.warn("cannot remove the lease {}; it expires in {}", path, PATIENCE, unreachable);
    }
  }

  private void keepBeating() {
    try {
      do {
        Thread.sleep(HEARTBEAT.toMillis());
      } while (beat());
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Renews the lease and returns whether there is one to renew again. */
  synchronized boolean beat() {
    try {
      lost = !isHeld();
      if (!lost) {
        renew();
      }
    } catch (IOException unreachable) {
      LOG.warn("cannot renew the lease {}; trying again", path, unreachable);
    }
    return !lost;
  }

  private static Optional<Holder> holder(FileSystem files, Path path) throws IOException {
    try {
      Instant written = written(files, path);
      Optional<JsonNode> found = new JsonFiles(files).read(path);
      if (found.isEmpty()) {
        // what cannot be parsed is being written, or its writer died meanwhile
        return Optional.of(unreadable(written));
      }
      JsonNode node = found.get();
      return Optional.of(
          new Holder(
              node.path("host").asText(),
              node.path("pid").asLong(),
              node.path("start").asText(),
              heartbeat(files, path).orElse(written)));
    } catch (FileNotFoundException free) {
      return Optional.empty();
    }
  }

  /** Returns when the heart at {@code path} has last beaten, if it has. */
  private static Optional<Instant> heartbeat(FileSystem files, Path path) throws IOException {
    Optional<JsonNode> found = new JsonFiles(files).read(beat(path));
    if (found.isPresent()) {
      return Optional.of(Instant.parse(found.get().path("heartbeat").asText()));
    }
    try {
      return Optional.of(written(files, beat(path)));
    } catch (FileNotFoundException never) {
      return Optional.empty();
    }
  }

  private static Instant written(FileSystem files, Path path) throws IOException {
    return Instant.ofEpochMilli(files.getFileStatus(path).getModificationTime());
  }

  private static Path beat(Path path) {
    return path.suffix(".heartbeat");
  }

  private void renew() throws IOException {
    ObjectNode beat = JSON.createObjectNode().put("heartbeat", clock.instant().toString());
    files.replace(beat(path), beat);
  }

  private static Holder unreadable(Instant written) {
    return new Holder("an unknown host", 0, "", written);
  }

  private static boolean isDeadNeighbour(Holder holder) {
    return holder.host().equals(host())
        && ProcessHandle.of(holder.pid()).filter(process -> startedLike(process, holder)).isEmpty();
  }

  /** Tells a process from a later one with the same id; two JVMs may read a start seconds apart. */
  private static boolean startedLike(ProcessHandle process, Holder holder) {
    String start = start(process);
    return start.isEmpty()
        || holder.start().isEmpty()
        || Duration.between(Instant.parse(holder.start()), Instant.parse(start)).abs().toSeconds()
            < 10;
  }

  private static ObjectNode self() {
    ProcessHandle self = ProcessHandle.current();
    return JSON.createObjectNode()
        .put("host", host())
        .put("pid", self.pid())
        .put("start", start(self))
        .put("token", UUID.randomUUID().toString());
  }

  private static String start(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("");
  }

  /** Names the space in which a process id means something: the host, or a container on it. */
  private static String host() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException unnamed) {
      host = "localhost";
    }
    try {
      return host
          + "/"
          + Files.readSymbolicLink(java.nio.file.Path.of("/proc/self/ns/pid")).toString();
    } catch (IOException | UnsupportedOperationException notLinux) {
      return host;
    }
  }
}
