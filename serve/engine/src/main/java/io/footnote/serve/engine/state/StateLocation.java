package io.footnote.serve.engine.state;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where state is kept. */
public sealed interface StateLocation {

  /** An SQLite file in the data folder. */
  record InDataFolder() implements StateLocation {
    @Override
    public String toString() {
      return "sqlite";
    }
  }

  /**
   * A PostgreSQL database, or with {@code currentSchema} in its address a schema of one; of one
   * data folder alone.
   *
   * @param url {@code jdbc:postgresql://host:port/database}, without a password
   * @param user null for the driver's default
   * @param password never shown; null for none
   */
  record Postgres(String url, @Nullable String user, @Nullable String password)
      implements StateLocation {
    private static final Pattern PASSWORD =
        Pattern.compile("[?&](?:password|sslpassword)=", Pattern.CASE_INSENSITIVE);

    public Postgres {
      if (!url.startsWith("jdbc:postgresql://")) {
        throw new IllegalArgumentException(
            "the address of a PostgreSQL database starts with jdbc:postgresql://");
      }
      if (PASSWORD.matcher(url).find()) {
        throw new IllegalArgumentException(
            "the address of a PostgreSQL database is shown to people and must not hold its password");
      }
    }

    @Override
    public String toString() {
      return url + (user == null ? "" : " as " + user);
    }
  }
}
