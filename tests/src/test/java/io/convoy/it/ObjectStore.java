package io.convoy.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A store that speaks S3 and keeps what it is given in its memory, as a process. */
final class ObjectStore implements AutoCloseable {

  /** Where the profile {@code objectstore} puts its jars. */
  private static final Path JARS = Path.of("target", "objectstore").toAbsolutePath();

  private static final String BUCKET = "lake";

  private final HttpClient client = HttpClient.newHttpClient();
  private final String endpoint;
  private final Process process;

  private ObjectStore(String endpoint, Process process) {
    this.endpoint = endpoint;
    this.process = process;
  }

  /** Starts a store that trusts everybody and has one bucket. */
  static ObjectStore start(Path dir) throws IOException, InterruptedException {
    String endpoint = "http://127.0.0.1:" + freePort();
    Path settings =
        Files.writeString(
            dir.resolve("s3proxy.conf"),
            String.join(
                "\n",
                "s3proxy.endpoint=" + endpoint,
                "s3proxy.authorization=none",
                "jclouds.provider=transient",
                "jclouds.identity=none",
                "jclouds.credential=none"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-jar",
                JARS.resolve("s3proxy-jar-with-dependencies.jar").toString(),
                "--properties",
                settings.toString())
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("s3proxy.log").toFile())
            .start();
    ObjectStore store = new ObjectStore(endpoint, process);
    for (int look = 0; ; look++) {
      try {
        store.put("", new byte[0]);
        return store;
      } catch (IOException notYet) {
        assertThat(process.isAlive() && look < 300).as("the store starts").isTrue();
        Thread.sleep(100);
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Returns what the launcher must be given to reach the store. */
  List<String> conf() throws IOException {
    String jars =
        JARS.resolve("hadoop-aws.jar")
            + ","
            + JARS.resolve("bundle.jar")
            + ","
            + JARS.resolve("analyticsaccelerator-s3.jar");
    String s3a = "--conf=spark.hadoop.fs.s3a.";
    return List.of(
        "--conf=spark.jars=" + jars,
        s3a + "endpoint=" + endpoint,
        s3a + "endpoint.region=us-east-1",
        s3a + "path.style.access=true",
        s3a + "access.key=anybody",
        s3a + "secret.key=anything",
        // not all that Amazon's protocol has is in this store
        s3a + "multiobjectdelete.enable=false");
  }

  /** Returns the URI of an object. */
  static String uri(String key) {
    return "s3a://" + BUCKET + "/" + key;
  }

  void put(String key, byte[] content) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        send(request(key).PUT(BodyPublishers.ofByteArray(content)).build());
    assertThat(answer.statusCode()).as(key).isEqualTo(200);
  }

  byte[] get(String key) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = send(request(key).build());
    assertThat(answer.statusCode()).as(key).isEqualTo(200);
    return answer.body();
  }

  /** Returns the names of all objects whose names begin with {@code prefix}. */
  List<String> keys(String prefix) throws IOException, InterruptedException {
    String listing = new String(get("?prefix=" + prefix), StandardCharsets.UTF_8);
    return Pattern.compile("<Key>([^<]*)</Key>")
        .matcher(listing)
        .results()
        .map(key -> key.group(1))
        .toList();
  }

  private HttpRequest.Builder request(String key) {
    return HttpRequest.newBuilder(URI.create(endpoint + "/" + BUCKET + "/" + key));
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofByteArray());
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
