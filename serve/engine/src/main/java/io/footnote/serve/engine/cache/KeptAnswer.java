package io.footnote.serve.engine.cache;

import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.PassageRecord;
import io.footnote.index.model.Principal;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AnswerEvent;
import io.footnote.serve.engine.model.Cached;
import io.footnote.serve.engine.model.Citation;
import io.footnote.serve.engine.model.CollectionView;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.model.Source;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An answer as it was given.
 *
 * @param asker who asked for it
 * @param found the passages it could take from
 * @param read the passages that whoever wrote it read, neighbours of those found among them
 * @param said its text and footnotes in their order
 * @param answer the whole of it
 */
public record KeptAnswer(
    String question,
    Principal asker,
    Instant at,
    List<SearchResult> found,
    List<SearchResult> read,
    List<AnswerEvent> said,
    Answer answer) {
  public KeptAnswer {
    found = List.copyOf(found);
    read = List.copyOf(read);
    said = List.copyOf(said);
  }

  /**
   * What a reader may know of where it comes from.
   *
   * @param asked the reader's question
   */
  public Cached origin(Principal reader, String asked, double similarity) {
    boolean own = reader.equals(asker) && !reader.equals(Principal.anonymous());
    boolean shown = own || reader.operator() || asked.equals(question);
    return new Cached(shown ? question : null, at, similarity);
  }

  /** The found passages that these views still show as they were when the answer was made. */
  public List<SearchResult> stillFound(List<CollectionView> views) {
    return unchanged(found, views);
  }

  private static List<SearchResult> unchanged(
      List<SearchResult> passages, List<CollectionView> views) {
    Set<String> same = new HashSet<>();
    for (CollectionView view : views) {
      List<SearchResult> here =
          passages.stream().filter(one -> one.collection().equals(view.collection())).toList();
      List<PassageRecord> now =
          view.view().passages(here.stream().map(SearchResult::chunkId).distinct().toList());
      here.stream()
          .filter(then -> now.stream().anyMatch(passage -> isSame(passage.chunk(), then)))
          .forEach(then -> same.add(then.chunkId()));
    }
    return passages.stream().filter(one -> same.contains(one.chunkId())).toList();
  }

  private static boolean isSame(ChunkRecord now, SearchResult then) {
    return now.chunkId().equals(then.chunkId())
        && now.span().start() == then.charStart()
        && now.text().equals(then.text());
  }

  /**
   * Whether these views show every cited passage as it was cited. Remembered facts that are cited
   * are part of the situation, and never change.
   */
  boolean citesWhatIs(List<CollectionView> views) {
    Set<String> cited = new HashSet<>();
    answer.citations().stream()
        .filter(citation -> citation.kind() == Citation.Kind.DOCUMENT)
        .map(Citation::chunkId)
        .forEach(cited::add);
    Set<String> same = new HashSet<>();
    unchanged(seen().filter(one -> cited.contains(one.chunkId())).toList(), views)
        .forEach(one -> same.add(one.chunkId()));
    return same.equals(cited);
  }

  /** All passages that the answer may tell of. */
  private Stream<SearchResult> seen() {
    return Stream.concat(found.stream(), read.stream());
  }

  /**
   * Whether it may be given again after a change. It must cite something: that there is no answer
   * may be wrong by now. And these views must show every document that was read for it, for who
   * wrote the answer may have taken from what it does not cite.
   */
  boolean outlivesChange(List<CollectionView> views) {
    return !answer.citations().isEmpty() && seen().allMatch(one -> isShown(one, views));
  }

  private static boolean isShown(SearchResult one, List<CollectionView> views) {
    return one.collection().equals(Source.MEMORY)
        || views.stream()
            .filter(view -> view.collection().equals(one.collection()))
            .anyMatch(view -> view.view().document(one.documentId()).isPresent());
  }

  /** Whether a document was read for it. */
  boolean readsAny(String collection, Set<String> documentIds) {
    return seen()
        .anyMatch(
            one -> one.collection().equals(collection) && documentIds.contains(one.documentId()));
  }

  /** Characters that are kept of it, about. */
  int size() {
    int passages = seen().mapToInt(one -> one.text().length() + one.context().length()).sum();
    return question.length() + passages + 3 * answer.answer().length();
  }

  /** What was found to be given again. */
  public record Match(KeptAnswer kept, double similarity) {}
}
