package io.convoy.jobs.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import io.convoy.jobs.outcome.JobFailure;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * A job file: HOCON on any Hadoop file system.
 *
 * <p>It may include files by a path relative to itself, on the same kind of file system. It may not
 * include URLs or class path resources: what a run does must not depend on a web server or a jar.
 */
final class JobFile {

  private static final int DEEPEST_INCLUDE = 8;

  private final Configuration hadoop;

  private JobFile(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  /** Returns the file's settings with substitutions resolved. */
  static Config read(String location, Configuration hadoop) {
    try {
      return new JobFile(hadoop).parse(new Path(location), 0).resolve();
    } catch (FileNotFoundException absent) {
      throw JobFailure.usage("config: there is no job file " + location, absent);
    } catch (IOException | IllegalArgumentException unreadable) {
      throw JobFailure.usage(
          "config: cannot read the job file " + location + ": " + unreadable.getMessage(),
          unreadable);
    } catch (ConfigException malformed) {
      throw JobFailure.usage("config: " + malformed.getMessage(), malformed);
    }
  }

  private Config parse(Path path, int depth) throws IOException {
    if (depth > DEEPEST_INCLUDE) {
      throw JobFailure.usage(
          "config: includes are nested more than " + DEEPEST_INCLUDE + " deep at " + path);
    }
    try (InputStream bytes = path.getFileSystem(hadoop).open(path)) {
      return ConfigFactory.parseString(
          new String(bytes.readAllBytes(), StandardCharsets.UTF_8),
          ConfigParseOptions.defaults()
              .setOriginDescription(path.toString())
              .setIncluder(new Includer(path, depth)));
    }
  }

  /** Resolves includes against the file that holds them. */
  private final class Includer
      implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {

    private final Path holder;
    private final int depth;

    private Includer(Path holder, int depth) {
      this.holder = holder;
      this.depth = depth;
    }

    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
      return this;
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
      Path path = new Path(holder.getParent(), what);
      try {
        if (!isOnFileSystemOfHolder(path)) {
          throw refusal(what);
        }
        return parse(path, depth + 1).root();
      } catch (FileNotFoundException absent) {
        throw JobFailure.usage("config: " + holder + " includes " + path + ", which is missing");
      } catch (IOException unreadable) {
        throw JobFailure.usage(
            "config: " + holder + " includes " + path + ": " + unreadable.getMessage(), unreadable);
      }
    }

    /** Hadoop would also read http, ftp, other buckets, and what else it has a file system for. */
    private boolean isOnFileSystemOfHolder(Path path) throws IOException {
      FileSystem own = holder.getFileSystem(hadoop);
      URI place = own.makeQualified(holder).toUri();
      URI asked = path.toUri();
      return !place.getScheme().startsWith("http")
          && (asked.getScheme() == null || asked.getScheme().equals(place.getScheme()))
          && (asked.getAuthority() == null || asked.getAuthority().equals(place.getAuthority()));
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
      return include(context, what.getPath());
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
      throw refusal("url(" + what + ")");
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
      throw refusal("classpath(" + what + ")");
    }

    private JobFailure refusal(String what) {
      return JobFailure.usage(
          "config: "
              + holder
              + " includes "
              + what
              + "; only files of the same file system may be included");
    }
  }
}
