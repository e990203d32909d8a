package io.footnote.serve.engine.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.footnote.index.model.MetadataValue;
import io.footnote.serve.engine.assemble.Context;
import io.footnote.serve.engine.guard.Masking;
import io.footnote.serve.engine.llm.ChatReply;
import io.footnote.serve.engine.model.AnswerThresholds;
import io.footnote.serve.engine.model.AskRequest;
import io.footnote.serve.engine.model.Decision;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.model.Scores;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.model.UnsupportedSentences;
import io.footnote.serve.engine.retrieve.Retrieval;
import io.footnote.serve.engine.text.Terms;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All that the stages after retrieval were given for one answer, and what they made. Masked. */
record Recording(Given given, Made made) {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /**
   * What the stages were given.
   *
   * @param asked the question as it was asked
   * @param question standing alone
   * @param budget tokens that the passages could take
   * @param answerer who answered
   * @param settings by which it was decided what to answer and to show
   * @param masked whether anything had to be masked, so that this is not quite what was given
   * @param vector of the question; null if nothing was searched for by meaning
   * @param candidates best first
   * @param restricted ids of candidates that must not leave the process
   * @param reading what a language model read, if one was asked; else empty
   * @param weights of the words that were weighed
   * @param reply of the language model; null if none was asked
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Given(
      String asked,
      String question,
      List<String> collections,
      int budget,
      String answerer,
      Settings settings,
      boolean masked,
      float @Nullable [] vector,
      List<Candidate> candidates,
      Set<String> restricted,
      List<Read> reading,
      Map<String, Double> weights,
      @Nullable ChatReply reply) {

    static Given of(
        AskRequest request,
        String standalone,
        int budget,
        String answerer,
        Settings settings,
        Retrieval found,
        Set<String> restricted,
        Context context,
        Terms terms,
        Verdict verdict) {
      return new Given(
          request.question(),
          standalone,
          request.collections(),
          budget,
          answerer,
          settings,
          /* masked= */ false,
          found.queryVector(),
          found.results().stream().map(Candidate::of).toList(),
          restricted,
          verdict.reply() == null ? List.of() : context.reading().stream().map(Read::of).toList(),
          terms.weights(),
          verdict.reply());
    }
  }

  /**
   * Settings that an operator may have changed since.
   *
   * @param embeddingModel the model's content hash
   */
  record Settings(
      AnswerThresholds thresholds, UnsupportedSentences unsupported, String embeddingModel) {}

  /** What each stage made, as text that is equal when the stage makes the same. */
  record Made(String assembled, String decided, String answered) {
    static String of(Context context) {
      return context.passages().stream()
          .map(passage -> passage.result().chunkId())
          .collect(Collectors.joining(", "));
    }

    static String of(Findings findings) {
      return findings.decision() + " by " + new TreeMap<>(findings.signals());
    }

    static String of(Decision decision, Release release) {
      String sentences =
          release.sentences().stream()
              .map(one -> "\n%s %s %s".formatted(one.text(), one.support(), one.citations()))
              .collect(Collectors.joining());
      String places =
          release.citations().stream()
              .map(one ->
                  "\n[%d] %s %d-%d"
                      .formatted(one.n(), one.chunkId(), one.charStart(), one.charEnd()))
              .collect(Collectors.joining());
      return decision + sentences + places;
    }
  }

  /** A passage as a language model read it, as of {@link Passage}. */
  record Read(int n, Candidate result, List<Candidate> parts) {
    static Read of(Passage passage) {
      return new Read(
          passage.n(),
          Candidate.of(passage.result()),
          passage.parts().stream().map(Candidate::of).toList());
    }

    Read masked(UnaryOperator<String> mask) {
      return new Read(
          n, result.masked(mask), parts.stream().map(part -> part.masked(mask)).toList());
    }

    Passage passage() {
      return new Passage(n, result.result(), parts.stream().map(Candidate::result).toList());
    }
  }

  /**
   * A passage that was retrieved.
   *
   * @param authority of its document; null if that has none
   */
  record Candidate(
      String chunkId,
      String documentId,
      String collection,
      String title,
      String source,
      int pageStart,
      int pageEnd,
      int charStart,
      List<String> headingPath,
      String text,
      String context,
      @Nullable Double authority,
      double score,
      Scores scores) {
    private static final String AUTHORITY = "authority";

    static Candidate of(SearchResult result) {
      return new Candidate(
          result.chunkId(),
          result.documentId(),
          result.collection(),
          result.title(),
          result.source(),
          result.pageStart(),
          result.pageEnd(),
          result.charStart(),
          result.headingPath(),
          result.text(),
          result.context(),
          result.metadata().getOrDefault(AUTHORITY, List.of()).stream()
              .filter(MetadataValue.Numeric.class::isInstance)
              .map(value -> ((MetadataValue.Numeric) value).value())
              .findFirst()
              .orElse(null),
          result.score(),
          result.scores());
    }

    Candidate masked(UnaryOperator<String> mask) {
      return new Candidate(
          chunkId,
          documentId,
          collection,
          mask.apply(title),
          mask.apply(source),
          pageStart,
          pageEnd,
          charStart,
          headingPath.stream().map(mask).toList(),
          mask.apply(text),
          mask.apply(context),
          authority,
          score,
          scores);
    }

    SearchResult result() {
      return new SearchResult(
          chunkId,
          documentId,
          collection,
          title,
          source,
          pageStart,
          pageEnd,
          charStart,
          charStart + text.length(),
          headingPath,
          text,
          context,
          List.of(),
          authority == null
              ? Map.of()
              : Map.of(AUTHORITY, List.of(new MetadataValue.Numeric(authority))),
          score,
          scores,
          List.of(),
          null);
    }
  }

  /** This recording with all text masked. */
  Recording masked(Masking masking) {
    Mask mask = new Mask(masking);
    String asked = mask.apply(given.asked());
    String question = mask.apply(given.question());
    boolean otherQuestion = mask.hid;
    List<Candidate> candidates =
        given.candidates().stream().map(one -> one.masked(mask)).toList();
    List<Read> reading = given.reading().stream().map(one -> one.masked(mask)).toList();
    Given hidden =
        new Given(
            asked,
            question,
            given.collections(),
            given.budget(),
            given.answerer(),
            given.settings(),
            mask.hid,
            otherQuestion ? null : given.vector(), // it tells of the question
            candidates,
            given.restricted(),
            reading,
            // A word is cut out of its text, so a pattern might not know it any more.
            mask.hid ? Map.of() : given.weights(),
            given.reply());
    return new Recording(
        hidden,
        new Made(
            masking.mask(made.assembled()),
            masking.mask(made.decided()),
            masking.mask(made.answered())));
  }

  String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a recording cannot be written as JSON", e);
    }
  }

  static Recording read(String json) {
    try {
      return JSON.readValue(json, Recording.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored recording cannot be read", e);
    }
  }

  /** The candidates as passages that nothing was retrieved for. */
  List<SearchResult> results() {
    return given.candidates().stream().map(Candidate::result).toList();
  }

  /** Masks, and remembers whether there was anything to mask. */
  private static final class Mask implements UnaryOperator<String> {
    private final Masking masking;
    private boolean hid;

    Mask(Masking masking) {
      this.masking = masking;
    }

    @Override
    public String apply(String text) {
      String masked = masking.mask(text);
      hid |= !masked.equals(text);
      return masked;
    }
  }
}
