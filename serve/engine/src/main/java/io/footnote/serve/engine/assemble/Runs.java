package io.footnote.serve.engine.assemble;

import io.footnote.index.model.ChunkRecord;
import io.footnote.serve.engine.model.SearchResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Joins passages of one document that stand beside each other, or have one between them. */
final class Runs {
  /** Two pages are long enough to point at. */
  private static final int MAX_CHARACTERS = 6_000;

  private final Reader reader;
  private final Shelf shelf;
  private final List<SearchResult> ranked;
  private int left;

  /**
   * @param ranked passages of all documents, best first
   * @param left tokens that passages in between may take
   */
  Runs(Reader reader, Shelf shelf, List<SearchResult> ranked, int left) {
    this.reader = reader;
    this.shelf = shelf;
    this.ranked = ranked;
    this.left = left;
  }

  /** Tokens that are left. */
  int left() {
    return left;
  }

  List<Run> of(List<SearchResult> ofDocument) {
    Optional<String> text = shelf.text(ofDocument.getFirst().documentId());
    List<Run> runs = new ArrayList<>();
    List<SearchResult> run = new ArrayList<>();
    for (SearchResult passage :
        ofDocument.stream().sorted(Comparator.comparingInt(Runs::ordinal)).toList()) {
      if (!run.isEmpty() && (text.isEmpty() || !joins(run, passage))) {
        runs.add(Run.of(run, ranked, text.orElse("")));
        run = new ArrayList<>();
      }
      run.add(passage);
    }
    runs.add(Run.of(run, ranked, text.orElse("")));
    return runs;
  }

  /** Whether {@code next} goes on where {@code run} ends; what is missing between is added. */
  private boolean joins(List<SearchResult> run, SearchResult next) {
    SearchResult last = run.getLast();
    int missing = ordinal(next) - ordinal(last) - 1;
    if (missing > 1 || next.charEnd() - run.getFirst().charStart() > MAX_CHARACTERS) {
      return false;
    }
    if (missing == 0) {
      return true;
    }
    Optional<SearchResult> between =
        shelf.passage(last, ordinal(last) + 1).filter(passage -> reader.tokensOf(passage) <= left);
    between.ifPresent(passage -> {
      left -= reader.tokensOf(passage);
      run.add(passage);
    });
    return between.isPresent();
  }

  private static int ordinal(SearchResult passage) {
    return ChunkRecord.ordinal(passage.chunkId());
  }
}
