package io.footnote.serve.engine;

import io.footnote.embed.EmbeddingModelInfo;
import io.footnote.embed.onnx.EmbeddingModels;
import io.footnote.embed.onnx.ModelLocation;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.CodeSource;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers what a model said of itself when it was last loaded, so that a command that needs no
 * vectors, such as a lexical search, can check an index's manifest without loading the model. What
 * is remembered holds only as long as the program and the model's files are unchanged.
 */
final class KnownModel {
  private static final Logger LOG = LoggerFactory.getLogger(KnownModel.class);

  private final Path file;
  private final Optional<String> stamp;

  KnownModel(Path cacheFolder, ModelLocation location) {
    this.file = cacheFolder.resolve("known-model.properties");
    this.stamp = stamp(location);
  }

  Optional<EmbeddingModelInfo> read() {
    if (stamp.isEmpty() || !Files.exists(file)) {
      return Optional.empty();
    }
    Properties known = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      known.load(in);
      if (!stamp.get().equals(known.getProperty("stamp"))) {
        return Optional.empty();
      }
      return Optional.of(
          new EmbeddingModelInfo(
              known.getProperty("name", ""),
              known.getProperty("hash", ""),
              Integer.parseInt(known.getProperty("dimension", "")),
              Integer.parseInt(known.getProperty("tokens", ""))));
    } catch (IOException | IllegalArgumentException e) {
      LOG.debug("{} is not usable and will be written anew", file, e);
      return Optional.empty();
    }
  }

  void write(EmbeddingModelInfo model) {
    if (stamp.isEmpty() || read().equals(Optional.of(model))) {
      return;
    }
    Properties known = new Properties();
    known.setProperty("stamp", stamp.get());
    known.setProperty("name", model.name());
    known.setProperty("hash", model.contentHash());
    known.setProperty("dimension", Integer.toString(model.dimension()));
    known.setProperty("tokens", Integer.toString(model.maxTokens()));
    try {
      Files.createDirectories(file.getParent());
      Path fresh = Files.createTempFile(file.getParent(), "known-model", ".tmp");
      try (Writer out = Files.newBufferedWriter(fresh)) {
        known.store(out, null);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.debug("{} cannot be written; the model will be loaded when it is asked for", file, e);
    }
  }

  /** Identifies program and model by place, size and time; empty where classes lie in a folder. */
  private static Optional<String> stamp(ModelLocation location) {
    try {
      CodeSource source = EmbeddingModels.class.getProtectionDomain().getCodeSource();
      if (source == null || !Files.isRegularFile(Path.of(source.getLocation().toURI()))) {
        return Optional.empty();
      }
      StringBuilder stamp = new StringBuilder(of(Path.of(source.getLocation().toURI())));
      if (location instanceof ModelLocation.Folder(Path folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          for (Path path : files.sorted().toList()) {
            stamp.append(';').append(of(path));
          }
        }
      }
      return Optional.of(stamp.toString());
    } catch (IOException | URISyntaxException e) {
      LOG.debug("the model cannot be identified without loading it", e);
      return Optional.empty();
    }
  }

  private static String of(Path path) throws IOException {
    return path.toAbsolutePath()
        + " "
        + Files.size(path)
        + " "
        + Files.getLastModifiedTime(path).toMillis();
  }
}
