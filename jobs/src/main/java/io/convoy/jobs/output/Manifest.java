package io.convoy.jobs.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What Convoy says it may write in a directory and for which run.
 *
 * @param problemHash what the run's checkpoints carry
 * @param paths relative to the output directory, all absent when the manifest was written
 */
record Manifest(RunIdentity identity, String problemHash, List<String> paths) {

  private static final ObjectMapper JSON = new ObjectMapper();

  Manifest {
    paths = List.copyOf(paths);
    for (String path : paths) {
      if (path.isEmpty() || path.startsWith("/") || List.of(path.split("/")).contains("..")) {
        throw new IllegalArgumentException(
            "a manifest lists paths inside its directory only, got '" + path + "'");
      }
    }
  }

  static Manifest parse(JsonNode node) {
    return new Manifest(
        RunIdentity.parse(node),
        node.path("problem-hash").asText(),
        StreamSupport.stream(node.required("paths").spliterator(), false)
            .map(JsonNode::asText)
            .toList());
  }

  ObjectNode toJson() {
    ObjectNode node = JSON.createObjectNode();
    node.put("problem-hash", problemHash);
    node.setAll(identity.toJson());
    node.set("paths", JSON.valueToTree(paths));
    return node;
  }
}
