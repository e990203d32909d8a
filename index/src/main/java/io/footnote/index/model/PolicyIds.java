package io.footnote.index.model;

import java.util.Arrays;

/**
 * The policies a principal may read: every one, or an ascending list of ids.
 *
 * @param all whether every policy is visible; {@code ids} is empty then
 * @param ids visible policy ids, ascending, without duplicates
 */
@SuppressWarnings("ArrayRecordComponent") // equality is by content, see below
public record PolicyIds(boolean all, long... ids) {
  public PolicyIds {
    ids = Arrays.stream(ids).sorted().distinct().toArray();
  }

  /** Every policy. */
  public static PolicyIds everything() {
    return new PolicyIds(true);
  }

  /** These policies alone. */
  public static PolicyIds of(long... ids) {
    return new PolicyIds(false, ids);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PolicyIds that && all == that.all && Arrays.equals(ids, that.ids);
  }

  @Override
  public int hashCode() {
    return 31 * Boolean.hashCode(all) + Arrays.hashCode(ids);
  }

  @Override
  public String toString() {
    return all ? "all policies" : "policies " + Arrays.toString(ids);
  }
}
