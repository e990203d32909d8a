package io.footnote.serve.engine.answer;

import io.footnote.index.FilterText;
import io.footnote.index.model.DocumentQuery;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.Filter;
import io.footnote.index.model.Span;
import io.footnote.serve.engine.answer.Dialogue.Understood;
import io.footnote.serve.engine.answer.Ending.Result;
import io.footnote.serve.engine.cite.CheckedSentence;
import io.footnote.serve.engine.cite.Evidence;
import io.footnote.serve.engine.guard.OutputGuard;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.CollectionView;
import io.footnote.serve.engine.model.Counted;
import io.footnote.serve.engine.model.Decision;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.model.Source;
import io.footnote.serve.engine.model.Support;
import io.footnote.serve.engine.route.Route;
import io.footnote.serve.engine.text.Sentences;
import io.footnote.serve.engine.text.TextUnit;
import io.footnote.serve.engine.trace.TraceRecorder.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Replies for which no passage is searched. Thread-safe. */
final class DirectReplies {
  /** Who replies by counting. */
  static final String COUNTING = "counting";

  /** Documents that are named where their number is asked for. */
  private static final int EXAMPLES = 5;

  /** Documents that are named where they are asked for. */
  private static final int LISTED = 20;

  /** Of a document's beginning, which a footnote quotes. */
  private static final int LONGEST_QUOTE = 200;

  private final Ending ending;
  private final OutputGuard guard;

  DirectReplies(Ending ending, OutputGuard guard) {
    this.ending = ending;
    this.guard = guard;
  }

  /** From what was said in the conversation. */
  Answer fromConversation(Asked asked, Release release) {
    Understood understood = asked.understood();
    release.found(List.of());
    release.say(understood.reply());
    return done(
        asked,
        release,
        Result.direct(
            new Decision.Answer(1), // it is no guess
            understood.by(),
            understood.repliesFrom(),
            /* counted= */ null));
  }

  /** That there is none. */
  Answer decline(Asked asked, Route.Decline declined, Release release) {
    release.found(List.of());
    release.say(declined.reason());
    Decision decision = new Decision.Decline(0, asked.routed().collections(), List.of());
    return done(
        asked,
        release,
        Result.direct(decision, asked.routed().by(), Set.of(), /* counted= */ null));
  }

  /** How many documents there are, or which. */
  Answer enumerate(Asked asked, Route.Enumerate wanted, Release release) {
    release.found(List.of());
    Filter filter = both(asked.request().filter(), wanted.filter());
    Found found =
        asked
            .trace()
            .stage(
                "count",
                asked.masking().mask(filter == null ? "all documents" : FilterText.write(filter)),
                () -> find(asked.views(), filter, wanted.listed() ? LISTED : EXAMPLES),
                made -> Outcome.of(made.count + " documents: " + made.ids()));
    Set<Source> sources = Sources.of(found.beginnings);
    asked.trace().takesFrom(sources);
    Counted counted =
        new Counted(
            found.count,
            filter == null ? null : FilterText.write(filter),
            asked.routed().collections());
    tell(found, counted, wanted.listed(), release);
    wanted.caveats().forEach(caveat -> release.say((wanted.listed() ? "\n" : " ") + caveat));
    return done(asked, release, Result.direct(new Decision.Answer(1), COUNTING, sources, counted));
  }

  private static @Nullable Filter both(@Nullable Filter asked, @Nullable Filter understood) {
    if (asked == null || understood == null) {
      return asked == null ? understood : asked;
    }
    return new Filter.And(List.of(asked, understood));
  }

  private static Found find(List<CollectionView> views, @Nullable Filter filter, int most) {
    long count = 0;
    List<SearchResult> beginnings = new ArrayList<>();
    for (CollectionView view : views) {
      count += view.view().count(filter);
      for (DocumentRecord document :
          view.view().documents(new DocumentQuery(filter, null, most)).documents()) {
        view.view().chunks(document.documentId(), 0, 0).stream()
            .map(chunk -> SearchResult.unranked(view.collection(), document, chunk))
            .forEach(beginnings::add);
      }
    }
    return new Found(
        count,
        beginnings.stream()
            .limit(most)
            .sorted(
                Comparator.comparing(SearchResult::title).thenComparing(SearchResult::documentId))
            .toList());
  }

  private void tell(Found found, Counted counted, boolean listed, Release release) {
    List<Passage> passages = new ArrayList<>();
    found.beginnings.forEach(one -> passages.add(new Passage(passages.size() + 1, one)));
    List<Evidence> all = passages.stream().map(DirectReplies::beginning).toList();
    if (all.isEmpty()) {
      release.say(inWords(counted));
      return;
    }
    release.sentence(new CheckedSentence("", safe(inWords(counted)), Support.CITED, all, 1));
    if (listed) {
      for (Evidence one : all) {
        String title = safe(one.passage().result().title());
        release.sentence(new CheckedSentence("\n- ", title, Support.CITED, List.of(one), 1));
      }
      if (counted.documents() > all.size()) {
        release.say("\nand %d more.".formatted(counted.documents() - all.size()));
      }
    }
  }

  private String safe(String text) {
    return guard.safe(text, address -> false);
  }

  private static String inWords(Counted counted) {
    String where = " in " + String.join(", ", counted.collections());
    String which = counted.filter() == null ? "" : " with " + counted.filter();
    return switch (Math.toIntExact(Math.min(2, counted.documents()))) {
      case 0 -> "There is no document" + which + where + ".";
      case 1 -> "There is one document" + which + where + ".";
      default -> "There are " + counted.documents() + " documents" + which + where + ".";
    };
  }

  /** The first sentence or line of a document. */
  private static Evidence beginning(Passage passage) {
    String text = passage.text();
    Span first =
        Sentences.split(text).stream()
            .map(TextUnit::span)
            .filter(span -> span.length() > 0)
            .findFirst()
            .orElse(new Span(0, text.length()));
    int end = first.start() + Math.min(first.length(), LONGEST_QUOTE);
    boolean cutsCharacter = end < text.length() && Character.isLowSurrogate(text.charAt(end));
    return new Evidence(passage, new Span(first.start(), cutsCharacter ? end - 1 : end));
  }

  private Answer done(Asked asked, Release release, Result result) {
    Answer answer = ending.end(asked, release, result);
    asked.trace().finish();
    release.done(answer);
    return answer;
  }

  /**
   * @param beginnings of some of the documents, by title
   */
  private record Found(long count, List<SearchResult> beginnings) {
    String ids() {
      return beginnings.stream()
          .map(SearchResult::documentId)
          .collect(Collectors.joining(", ", "[", "]"));
    }
  }
}
