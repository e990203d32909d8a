package io.footnote.serve.engine.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Tells which database a data folder's state is in. Documents carry numbers of policies, and what a
 * policy allows is in the state database: with another one they would be shown to others.
 *
 * @param folder the data folder
 */
record OwnerFile(Path folder) {
  static final String NAME = "state.id";

  /**
   * The id that is in the database, too; empty if the folder's state is in no server's database.
   */
  Optional<String> read() throws IOException {
    try {
      return Optional.of(Files.readString(folder.resolve(NAME)).strip());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  void write(String id) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(NAME), id + "\n");
  }

  /** Whether there is anything in the folder that state could belong to. */
  boolean used() throws IOException {
    if (Files.exists(folder.resolve(StateDatabase.FILE))) {
      return true;
    }
    try (Stream<Path> collections = Files.list(folder.resolve("collections"))) {
      return collections.findAny().isPresent();
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
