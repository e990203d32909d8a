package io.footnote.eval.answers;

import io.footnote.eval.answers.AskedQuestion.Author;
import io.footnote.eval.answers.AskedQuestion.Check;
import io.footnote.eval.answers.AskedQuestion.Selector;
import io.footnote.eval.dataset.AnswerKey;
import io.footnote.eval.dataset.EvaluationDataset;
import io.footnote.eval.dataset.EvaluationQuery;
import io.footnote.eval.run.EvaluationIndex;
import io.footnote.eval.run.EvaluationProgress;
import io.footnote.eval.run.ServiceOpener;
import io.footnote.serve.engine.FootnoteService;
import io.footnote.serve.engine.cite.SentenceReader;
import io.footnote.serve.engine.model.Answer;
import io.footnote.serve.engine.model.AnswerEvent;
import io.footnote.serve.engine.model.AnswerSentence;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.AskRequest.Conversation;
import io.footnote.serve.engine.model.CheckRequest;
import io.footnote.serve.engine.model.Citation;
import io.footnote.serve.engine.model.SearchResult;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures answers through the service that people use: which sentences are chosen, whether errors
 * planted into answers are found, and which questions are declined.
 */
public final class AnswersRun {
  /** The baselines choose as many sentences as an extractive answer has at most. */
  private static final int BASELINE = 3;

  private final ServiceOpener opener;

  public AnswersRun(ServiceOpener opener) {
    this.opener = opener;
  }

  /**
   * @throws io.footnote.eval.dataset.DatasetException if ingestion fails as a whole
   */
  public AnswersResult run(
      EvaluationDataset dataset, AnswersOptions options, AnswersProgress progress) {
    EvaluationIndex.Ready index =
        new EvaluationIndex(dataset, options.work(), opener)
            .open(/* fresh= */ false, EvaluationProgress.silent());
    try (var service = index.service()) {
      Map<String, AnswerKey> keys = AnswerKey.of(dataset);
      ErrorPlanter planter = new ErrorPlanter(options.seed());
      List<AskedQuestion> own = new ArrayList<>();
      List<EvaluationQuery> queries = dataset.queries().stream().limit(options.limit()).toList();
      for (EvaluationQuery query : queries) {
        AnswerKey key = keys.getOrDefault(query.id(), new AnswerKey(List.of(), List.of()));
        own.add(new Asking(service, query).measure(key, planter));
        progress.asked(dataset.name(), own.size(), queries.size());
      }
      Map<String, List<AskedQuestion>> foreign = new LinkedHashMap<>();
      for (EvaluationDataset other : options.others()) {
        foreign.put(other.name(), foreign(service, other, options.limit(), progress));
      }
      return new AnswersResult(dataset.name(), options.seed(), own, foreign);
    }
  }

  private static List<AskedQuestion> foreign(
      FootnoteService service, EvaluationDataset other, int limit, AnswersProgress progress) {
    List<EvaluationQuery> queries = other.queries().stream().limit(limit).toList();
    List<AskedQuestion> asked = new ArrayList<>();
    for (EvaluationQuery query : queries) {
      asked.add(new Asking(service, query).result(false, Map.of(), List.of()));
      progress.asked(other.name(), asked.size(), queries.size());
    }
    return asked;
  }

  /** One question and its answer. */
  private static final class Asking {
    private final FootnoteService service;
    private final EvaluationQuery query;
    private final List<SearchResult> found = new ArrayList<>();
    private final Answer answer;

    Asking(FootnoteService service, EvaluationQuery query) {
      this.service = service;
      this.query = query;
      answer =
          service.ask(
              query.principal(),
              AskRequest.of(EvaluationIndex.COLLECTION, query.text())
                  .in(new Conversation.Told(query.history())),
              event -> {
                if (event instanceof AnswerEvent.Retrieved(List<SearchResult> results)) {
                  found.addAll(results);
                }
              });
    }

    AskedQuestion result(
        boolean answerable, Map<Selector, Selection> selections, List<Check> checks) {
      return new AskedQuestion(
          query.id(),
          query.text(),
          answerable,
          answer.confidence(),
          answer.abstained(),
          selections,
          checks);
    }

    AskedQuestion measure(AnswerKey key, ErrorPlanter planter) {
      List<Check> checks = new ArrayList<>();
      if (query.answerable()) {
        checks(
            Author.EXTRACTIVE,
            answer.sentences().stream().map(AnswerSentence::text).toList(),
            planter,
            checks);
        for (String written : key.answers()) {
          checks(Author.FREE_FORM, Selection.sentences(written), planter, checks);
        }
      }
      boolean gold = query.answerable() && !key.goldSentences().isEmpty();
      return result(query.answerable(), gold ? selections(key.goldSentences()) : Map.of(), checks);
    }

    private Map<Selector, Selection> selections(List<String> gold) {
      Map<Selector, Selection> selections = new EnumMap<>(Selector.class);
      List<String> quoted =
          answer.citations().stream()
              .map(Citation::quote)
              .flatMap(quote -> Selection.sentences(quote).stream())
              .toList();
      selections.put(Selector.EXTRACTIVE, Selection.of(quoted, gold));
      List<String> first =
          found.isEmpty() ? List.of() : Selection.sentences(found.getFirst().text());
      selections.put(
          Selector.FIRST_THREE,
          Selection.of(first.subList(0, Math.min(BASELINE, first.size())), gold));
      List<String> all =
          found.stream().flatMap(result -> Selection.sentences(result.text()).stream()).toList();
      selections.put(
          Selector.BM25, Selection.of(Bm25Sentences.best(query.text(), all, BASELINE), gold));
      return selections;
    }

    /** Checks an answer as it is, and each of its sentences with an error of each kind. */
    private void checks(
        Author author, List<String> sentences, ErrorPlanter planter, List<Check> checks) {
      if (sentences.isEmpty()) {
        return;
      }
      List<String> passages = found.stream().map(SearchResult::text).toList();
      List<PlantedError> errors =
          sentences.stream()
              .flatMap(sentence -> planter.plant(sentence, passages).stream())
              .toList();
      List<Boolean> wrong =
          foundWrong(
              Stream.concat(sentences.stream(), errors.stream().map(PlantedError::text)).toList());
      int unchanged = sentences.size();
      checks.add(
          new Check(
              author,
              null,
              String.join(" ", sentences),
              wrong.subList(0, unchanged).contains(true)));
      for (int i = 0; i < errors.size(); i++) {
        PlantedError error = errors.get(i);
        checks.add(new Check(author, error.kind(), error.text(), wrong.get(unchanged + i)));
      }
    }

    /** For each sentence, whether checking finds fault with it; all are checked at once. */
    private List<Boolean> foundWrong(List<String> sentences) {
      List<String> lines =
          sentences.stream().map(one -> one.replaceAll("\\s+", " ").strip()).toList();
      List<Integer> pieces = lines.stream().map(Asking::pieces).toList();
      List<AnswerSentence> checked = check(String.join("\n\n", lines));
      if (checked.size() != pieces.stream().mapToInt(Integer::intValue).sum()) {
        return lines.stream().map(line -> isFoundWrong(check(line))).toList();
      }
      List<Boolean> wrong = new ArrayList<>();
      int from = 0;
      for (int count : pieces) {
        wrong.add(isFoundWrong(checked.subList(from, from + count)));
        from += count;
      }
      return wrong;
    }

    private static int pieces(String line) {
      SentenceReader reader = new SentenceReader();
      return reader.add(line).size() + reader.end().size();
    }

    private static boolean isFoundWrong(List<AnswerSentence> checked) {
      return checked.stream().anyMatch(sentence -> !sentence.supported());
    }

    private List<AnswerSentence> check(String text) {
      return service
          .check(query.principal(), CheckRequest.of(EvaluationIndex.COLLECTION, query.text(), text))
          .sentences();
    }
  }
}
