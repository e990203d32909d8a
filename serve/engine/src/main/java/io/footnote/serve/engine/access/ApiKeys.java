package io.footnote.serve.engine.access;

import io.footnote.embed.Hashes;
import io.footnote.index.model.Principal;
import io.footnote.serve.engine.model.ApiKey;
import io.footnote.serve.engine.model.CreatedKey;
import io.footnote.serve.engine.model.InvalidRequestException;
import io.footnote.serve.engine.model.NotFoundException;
import io.footnote.serve.engine.state.StateDatabase;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * API keys. A key is 32 random bytes; only its SHA-256 is kept, which suffices because such a key
 * cannot be guessed. Every call asks the database, so a revoked key is dead at once. Thread-safe.
 */
public final class ApiKeys {
  /** Lets people and secret scanners recognise a key. */
  public static final String PREFIX = "fn_";

  private static final int SECRET_BYTES = 32;

  private final StateDatabase database;
  private final Clock clock;
  private final Supplier<String> ids;
  private final SecureRandom random;

  /**
   * @param ids makes public key ids
   * @param random makes secrets
   */
  public ApiKeys(
      StateDatabase database, Clock clock, Supplier<String> ids, SecureRandom random) {
    this.database = database;
    this.clock = clock;
    this.ids = ids;
    this.random = random;
  }

  /** Makes a key; the only moment its secret can be read. */
  public CreatedKey create(String user, Set<String> groups, boolean operator) {
    if (user.isBlank()) {
      throw InvalidRequestException.of("user", "user must not be empty");
    }
    for (String group : groups) {
      Groups.check(group);
    }
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    ApiKey key =
        new ApiKey(
            "key_" + ids.get(),
            user,
            new TreeSet<>(groups),
            operator,
            Instant.ofEpochMilli(clock.millis()));
    database.transact(
        handle ->
            handle.execute(
                "INSERT INTO api_key (key_id, secret_hash, user_name, group_names, operator,"
                    + " created) VALUES (?, ?, ?, ?, ?, ?)",
                key.keyId(),
                Hashes.sha256Hex(secret),
                user,
                String.join("\n", key.groups()),
                operator ? 1 : 0,
                key.created().toEpochMilli()));
    return new CreatedKey(key, secret);
  }

  /** Who a secret belongs to, if it is a key that was not revoked. */
  public Optional<Principal> verify(String secret) {
    if (!secret.startsWith(PREFIX) || !database.exists()) {
      return Optional.empty();
    }
    byte[] presented = Hashes.sha256Hex(secret).getBytes(StandardCharsets.US_ASCII);
    Principal found = null;
    // Compares with every key in constant time, so that timing tells nothing about any of them.
    for (StoredKey stored : stored()) {
      if (MessageDigest.isEqual(stored.hash().getBytes(StandardCharsets.US_ASCII), presented)) {
        ApiKey key = stored.key();
        found = new Principal(key.user(), key.groups(), key.operator());
      }
    }
    return Optional.ofNullable(found);
  }

  /** All keys, oldest first. */
  public List<ApiKey> list() {
    return database.exists() ? stored().stream().map(StoredKey::key).toList() : List.of();
  }

  /**
   * Revokes a key, effective with the next request.
   *
   * @throws NotFoundException if there is none of that id
   */
  public ApiKey revoke(String keyId) {
    ApiKey key =
        list().stream()
            .filter(k -> k.keyId().equals(keyId))
            .findFirst()
            .orElseThrow(() -> NotFoundException.key(keyId));
    database.transact(handle -> handle.execute("DELETE FROM api_key WHERE key_id = ?", keyId));
    return key;
  }

  private List<StoredKey> stored() {
    return database.transact(
        handle ->
            handle
                .createQuery("SELECT * FROM api_key ORDER BY created, key_id")
                .map((rows, context) -> read(rows))
                .list());
  }

  private static StoredKey read(ResultSet rows) throws SQLException {
    String groups = rows.getString("group_names");
    return new StoredKey(
        rows.getString("secret_hash"),
        new ApiKey(
            rows.getString("key_id"),
            rows.getString("user_name"),
            groups.isEmpty() ? Set.of() : new TreeSet<>(List.of(groups.split("\n", -1))),
            rows.getInt("operator") != 0,
            Instant.ofEpochMilli(rows.getLong("created"))));
  }

  private record StoredKey(String hash, ApiKey key) {}
}
