package io.convoy.jobs.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Small JSON files on any Hadoop file system. */
record JsonFiles(FileSystem files) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Returns the content of {@code path}; nothing if it is absent or, because its writer was killed,
   * not complete.
   */
  Optional<JsonNode> read(Path path) throws IOException {
    try (InputStream bytes = files.open(path)) {
      JsonNode node = JSON.readTree(bytes);
      return node.isObject() ? Optional.of(node) : Optional.empty();
    } catch (FileNotFoundException | JsonProcessingException | ChecksumException absent) {
      return Optional.empty();
    }
  }

  /** Writes {@code path}, which must not exist. */
  void create(Path path, JsonNode content) throws IOException {
    write(path, content, false);
  }

  /** Writes {@code path} whether or not it exists. */
  void replace(Path path, JsonNode content) throws IOException {
    write(path, content, true);
  }

  private void write(Path path, JsonNode content, boolean overwrite) throws IOException {
    try (OutputStream bytes = files.create(path, overwrite)) {
      bytes.write((content.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (FSError full) { // how Hadoop's local file system tells of a full disk
      throw new IOException(full.getMessage(), full);
    }
  }
}
