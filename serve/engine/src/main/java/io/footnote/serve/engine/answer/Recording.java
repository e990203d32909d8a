package io.footnote.serve.engine.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.footnote.ingest.screen.Invisible;
import io.footnote.serve.engine.assemble.Authority;
import io.footnote.serve.engine.assemble.Context;
import io.footnote.serve.engine.assemble.Reader;
import io.footnote.serve.engine.assemble.Shelf;
import io.footnote.serve.engine.guard.Masking;
import io.footnote.serve.engine.llm.ChatReply;
import io.footnote.serve.engine.model.AnswerThresholds;
import io.footnote.serve.engine.model.Decision;
import io.footnote.serve.engine.model.OptionalStage;
import io.footnote.serve.engine.model.Passage;
import io.footnote.serve.engine.model.Scores;
import io.footnote.serve.engine.model.SearchResult;
import io.footnote.serve.engine.model.StandaloneQuestion;
import io.footnote.serve.engine.model.UnsupportedSentences;
import java.time.Instant;
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
   * Of an answer that was written.
   *
   * @param settings by which it was
   */
  static Recording of(
      Asked asked, Material material, Written written, Release release, Settings settings) {
    Made made =
        new Made(
            Made.of(material.context()),
            Made.of(written.findings()),
            Made.of(written.decision(), release));
    return new Recording(Given.of(asked, material, written.verdict(), settings), made);
  }

  /**
   * What the stages were given.
   *
   * @param question as it was asked
   * @param before what was asked before that it goes on with; recordings of earlier versions have
   *     none
   * @param standalone what was asked, as far as it was understood
   * @param subjects what the question compares; empty if it does not
   * @param budget tokens that the passages could take
   * @param answerer who answered
   * @param settings by which it was decided what to answer and to show
   * @param masked whether anything had to be masked, so that this is not quite what was given
   * @param vector of the question; null if nothing was searched for by meaning
   * @param candidates best first
   * @param reading what the answerer read, in its order
   * @param weights of the words that were weighed
   * @param chunks that could be seen; recordings of earlier versions have none
   * @param reply of the language model; null if none was asked
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Given(
      String question,
      @Nullable String before,
      String standalone,
      @Nullable List<String> subjects,
      List<String> collections,
      int budget,
      String answerer,
      Settings settings,
      boolean masked,
      float @Nullable [] vector,
      List<Candidate> candidates,
      List<Read> reading,
      Map<String, Double> weights,
      @Nullable Long chunks,
      @Nullable ChatReply reply) {

    static Given of(Asked asked, Material material, Verdict verdict, Settings settings) {
      Reader reader = material.reader();
      Shelf shelf = material.shelf();
      return new Given(
          asked.request().question(),
          asked.understood().rewritten().standalone().before(),
          asked.understood().rewritten().standalone().turn(),
          asked.routed().route().subjects(),
          asked.routed().collections(),
          reader.budget(),
          asked.answerer().name(),
          settings,
          /* masked= */ false,
          material.found().queryVector(),
          material.found().results().stream()
              .map(result -> Candidate.of(result, reader, shelf))
              .toList(),
          material.reading().stream().map(passage -> Read.of(passage, reader, shelf)).toList(),
          material.terms().weights(),
          material.terms().chunks(),
          verdict.reply());
    }

    StandaloneQuestion asked() {
      return new StandaloneQuestion(before == null ? "" : before, standalone);
    }

    /** Recordings of earlier versions have none. */
    @Override
    public List<String> subjects() {
      return subjects == null ? List.of() : subjects;
    }
  }

  /**
   * Settings that an operator may have changed since.
   *
   * @param skipped what was left out; recordings of earlier versions have none
   * @param embeddingModel the model's content hash
   */
  record Settings(
      AnswerThresholds thresholds,
      UnsupportedSentences unsupported,
      @Nullable Set<OptionalStage> skipped,
      String embeddingModel) {
    @Override
    public Set<OptionalStage> skipped() {
      return skipped == null ? Set.of() : skipped;
    }
  }

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

  /**
   * A passage.
   *
   * @param authority from metadata; null if there is none
   * @param modified when its document was last changed, milliseconds since 1970; null if not known
   * @param readable whether the answerer could be shown it
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
      double score,
      Scores scores,
      @Nullable Double authority,
      @Nullable Long modified,
      boolean readable) {

    static Candidate of(SearchResult result, Reader reader, Shelf shelf) {
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
          result.score(),
          result.scores(),
          Authority.of(result).isPresent() ? Authority.of(result).getAsDouble() : null,
          shelf.modified(result.documentId()).map(Instant::toEpochMilli).orElse(null),
          reader.mayRead().test(result));
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
          score,
          scores,
          authority,
          modified,
          readable);
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
          authority == null ? Map.of() : Authority.metadata(authority),
          score,
          scores,
          List.of(),
          null);
    }
  }

  /**
   * A passage as it was read.
   *
   * @param parts what it was made of
   */
  record Read(int n, Candidate whole, List<Candidate> parts) {
    static Read of(Passage passage, Reader reader, Shelf shelf) {
      return new Read(
          passage.n(),
          Candidate.of(passage.result(), reader, shelf),
          passage.parts().stream().map(part -> Candidate.of(part, reader, shelf)).toList());
    }

    Read masked(UnaryOperator<String> mask) {
      return new Read(
          n, whole.masked(mask), parts.stream().map(part -> part.masked(mask)).toList());
    }

    Passage passage() {
      return new Passage(n, whole.result(), parts.stream().map(Candidate::result).toList());
    }
  }

  /** This recording with all text masked. */
  Recording masked(Masking masking) {
    Mask mask = new Mask(masking);
    String question = mask.apply(given.question());
    StandaloneQuestion asked = given.asked();
    String before = mask.apply(asked.before());
    String standalone = mask.apply(asked.turn());
    List<String> subjects = given.subjects().stream().map(mask).toList();
    boolean otherQuestion = mask.hid;
    List<Candidate> candidates = given.candidates().stream().map(one -> one.masked(mask)).toList();
    List<Read> reading = given.reading().stream().map(one -> one.masked(mask)).toList();
    ChatReply reply = masked(given.reply(), mask);
    Given hidden =
        new Given(
            question,
            before,
            standalone,
            subjects,
            given.collections(),
            given.budget(),
            given.answerer(),
            given.settings(),
            mask.hid,
            otherQuestion ? null : given.vector(), // it tells of the question
            candidates,
            reading,
            // A word is cut out of its text, so a pattern might not know it any more.
            mask.hid ? Map.of() : given.weights(),
            given.chunks(),
            reply);
    return new Recording(
        hidden,
        new Made(
            masking.mask(made.assembled()),
            masking.mask(made.decided()),
            masking.mask(made.answered())));
  }

  /** A model may write what it was not shown. */
  private static @Nullable ChatReply masked(@Nullable ChatReply reply, Mask mask) {
    return reply == null
        ? null
        : new ChatReply(mask.apply(reply.text()), reply.usage(), reply.finishReason());
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

  /** The remembered facts among what was read. */
  List<SearchResult> facts() {
    return given.reading().stream()
        .map(Read::passage)
        .filter(Passage::remembered)
        .map(Passage::result)
        .toList();
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
      hid |= !masked.equals(Invisible.strip(text));
      return masked;
    }
  }
}
