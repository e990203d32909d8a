package io.footnote.serve.engine.model;

/** Rules for the names of collections. */
public final class CollectionName {
  /** Used where a caller names none. */
  public static final String DEFAULT = "default";

  /** In place of names: whichever collections hold something that the caller may see. */
  public static final String ANY = "*";

  private CollectionName() {}

  /**
   * Returns {@code name} if it can name a collection.
   *
   * @throws InvalidRequestException if it cannot
   */
  public static String check(String name) {
    return Requests.checkCollection(name);
  }
}
