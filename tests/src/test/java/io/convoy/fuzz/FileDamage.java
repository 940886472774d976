package io.convoy.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.SplittableRandom;

/** What happened to a file after it was written. */
enum FileDamage {
  NONE,
  EMPTY,
  TRUNCATED,
  /** Some bytes are others. */
  GARBLED,
  /** Further text at its end: a line of another length, half an object. */
  LENGTHENED,
  /** In its place there is a directory without files. */
  NO_FILES;

  /** Damages a file; {@code where} decides about places. */
  void apply(Path file, int where) throws IOException {
    if (this == NONE || Files.isDirectory(file)) {
      return;
    }
    byte[] bytes = Files.readAllBytes(file);
    switch (this) {
      case NONE -> {}
      case EMPTY -> Files.write(file, new byte[0]);
      case TRUNCATED ->
          Files.write(file, Arrays.copyOf(bytes, (int) ((long) bytes.length * where / 100)));
      case GARBLED -> {
        SplittableRandom random = new SplittableRandom(where);
        for (int i = 0; i < 3 && bytes.length > 0; i++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        Files.write(file, bytes);
      }
      case LENGTHENED -> {
        String more = where % 2 == 0 ? "1,2,3,4,5,6,7,8,9,10\n1\n" : "{\"id\": [1";
        Files.writeString(file, more, StandardOpenOption.APPEND);
      }
      case NO_FILES -> {
        Files.delete(file);
        Files.createDirectory(file);
      }
    }
  }
}
