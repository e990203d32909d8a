package io.footnote.ingest.chunk;

import io.footnote.ingest.parse.ParsedDocument.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a segment into parts within a limit and of about equal length, so that no short rest is
 * left. Cuts fall, near where equal lengths would put them, before headings rather than between
 * blocks, between blocks rather than inside one.
 */
final class BalancedParts {
  /** A cut may lie this share of the wanted length before or after its place. */
  private static final double REACH = 0.35;

  private static final double BEFORE_HEADING = -0.2;
  private static final double BETWEEN_BLOCKS = 0;
  private static final double BETWEEN_ROWS = 0.05;
  private static final double INSIDE_BLOCK = 0.2;
  private static final double AFTER_HEADING = 0.6;

  private final List<Atom> atoms;
  private final int limit;
  private final int target;

  BalancedParts(List<Atom> atoms, int limit, int target) {
    this.atoms = atoms;
    this.limit = limit;
    this.target = target;
  }

  List<List<Atom>> parts() {
    List<List<Atom>> parts = new ArrayList<>();
    int from = 0;
    long rest = 0;
    for (Atom atom : atoms) {
      rest += atom.tokens();
    }
    while (rest > limit) {
      long count = Math.max(2, (rest + target - 1) / target);
      int to = cut(from, (double) rest / count);
      parts.add(atoms.subList(from, to));
      for (Atom atom : atoms.subList(from, to)) {
        rest -= atom.tokens();
      }
      from = to;
    }
    if (from < atoms.size()) {
      parts.add(atoms.subList(from, atoms.size()));
    }
    return parts;
  }

  /** Index of the first atom after the part that begins at {@code from}. */
  private int cut(int from, double wanted) {
    int best = from + 1;
    double bestCost = Double.POSITIVE_INFINITY;
    long length = 0;
    for (int i = from; i < atoms.size() - 1; i++) {
      length += atoms.get(i).tokens();
      if (length > limit
          || (length > wanted * (1 + REACH) && bestCost < Double.POSITIVE_INFINITY)) {
        break;
      }
      double cost = Math.abs(length - wanted) / wanted + boundary(atoms.get(i), atoms.get(i + 1));
      if (cost < bestCost) {
        bestCost = cost;
        best = i + 1;
      }
    }
    return best;
  }

  private static double boundary(Atom before, Atom after) {
    if (before.isHeading()
        || (before.kind() == Kind.TABLE_HEADER && before.block() != after.block())) {
      return AFTER_HEADING;
    }
    if (after.isHeading()) {
      return BEFORE_HEADING;
    }
    if (before.block() == after.block()) {
      return INSIDE_BLOCK;
    }
    return after.tableHeader() != null ? BETWEEN_ROWS : BETWEEN_BLOCKS;
  }
}
