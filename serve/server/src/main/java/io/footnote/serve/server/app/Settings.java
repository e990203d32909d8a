package io.footnote.serve.server.app;

import io.footnote.ingest.parse.ParserLimits;
import io.footnote.ingest.source.WebAccess;
import io.footnote.serve.engine.FootnoteConfig;
import io.footnote.serve.engine.RerankerChoice;
import io.footnote.serve.engine.cache.CacheMode;
import io.footnote.serve.engine.cache.CachePolicy;
import io.footnote.serve.engine.memory.Conversations;
import io.footnote.serve.engine.model.OptionalStage;
import io.footnote.serve.engine.model.UnsupportedSentences;
import io.footnote.serve.engine.model.UserProfile;
import io.footnote.serve.engine.state.StateLocation;
import io.footnote.serve.engine.trace.Deadlines;
import io.footnote.serve.engine.trace.TraceKeeping;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All settings with their defaults. */
final class Settings {
  static final String BUNDLED_MODEL = "bundled";
  static final String NO_RERANKER = "none";
  static final String NO_COLLECTOR = "none";
  static final String EXTRACTIVE = "extractive";

  /** Reading a JSON body holds it in memory, so this is far below an upload's limit. */
  private static final int DEFAULT_REQUEST_BYTES = 10 * 1024 * 1024;

  private static final long DEFAULT_UPLOAD_BYTES = 256L * 1024 * 1024;

  static final Setting<Path> DATA =
      new Setting<>(
          "data", "folder that holds everything Footnote keeps", Path.of("data"), Readers::path);
  static final Setting<StateLocation> STATE =
      new Setting<>(
          "state",
          "where jobs, permissions, conversations, memory and traces are kept: 'sqlite', a file in the"
              + " data folder, or a PostgreSQL database: url, user, password or password_env",
          new StateLocation.InDataFolder(),
          StateReader::read);
  static final Setting<Path> CACHE =
      new Setting<>(
          "cache",
          "folder for unpacked models and libraries; may be shared, and deleted when nothing runs",
          Path.of(".cache", "footnote"),
          Readers::path);
  static final Setting<String> HOST =
      new Setting<>(
          "host",
          "address the server listens on; other than loopback needs API keys",
          "127.0.0.1",
          Readers::text);
  static final Setting<Integer> PORT =
      new Setting<>(
          "port",
          "port the server listens on, 0 to 65535; 0 picks a free one",
          7070,
          Readers.integer(0, 65535));
  static final Setting<String> EMBEDDING_MODEL =
      new Setting<>(
          "embedding_model",
          "'bundled', or a folder with model.onnx and tokenizer.json",
          BUNDLED_MODEL,
          Readers::text);
  static final Setting<Integer> EMBEDDING_THREADS =
      new Setting<>(
          "embedding_threads",
          "texts embedded at the same time; 0 is one for each processor",
          0,
          Readers.integer(0, 1024));
  static final Setting<String> RERANKER_MODEL =
      new Setting<>(
          "reranker_model",
          "folder with model.onnx and tokenizer.json of a cross-encoder that reorders the best"
              + " candidates of a search, or 'none'",
          NO_RERANKER,
          Readers::text);
  static final Setting<Integer> RERANKER_DEPTH =
      new Setting<>(
          "reranker_depth",
          "how many of a search's best candidates the reranker judges, 1 to "
              + RerankerChoice.MAX_DEPTH,
          RerankerChoice.DEFAULT_DEPTH,
          Readers.integer(1, RerankerChoice.MAX_DEPTH));
  static final Setting<List<ChatModelConfig>> CHAT_MODELS =
      new Setting<>(
          "chat_models",
          "OpenAI-compatible language models: name, base_url, model, api_key or api_key_env,"
              + " context_tokens, tokenizer, reads_restricted, price",
          List.of(),
          ChatModelReader::readAll);
  static final Setting<String> ANSWERER =
      new Setting<>(
          "answerer",
          "who answers when a question names no model: 'extractive' or a chat model's name",
          EXTRACTIVE,
          Readers::text);
  static final Setting<String> REWRITER =
      new Setting<>(
          "rewriter",
          "who finds out what a follow-up asks for: 'rules', 'none' or a chat model's name",
          FootnoteConfig.RULES,
          Readers::text);
  static final Setting<String> ROUTER =
      new Setting<>(
          "router",
          "who says whether a question is searched for, compares, or asks for documents themselves:"
              + " 'rules', 'none' (every question is searched for) or a chat model's name",
          FootnoteConfig.RULES,
          Readers::text);
  static final Setting<Map<String, UserProfile>> USERS =
      new Setting<>(
          "users",
          "what is known of users by their names, and by '*' of all: language, role,"
              + " preferred_sources; a question may say otherwise",
          Map.of(),
          UserProfileReader::readAll);
  static final Setting<String> RESTRICTED =
      new Setting<>(
          "restricted",
          "filter for documents whose text goes to no chat model but those with reads_restricted:"
              + " true, such as 'sensitivity = \"secret\"'; empty for none",
          "",
          Readers::optionalFilter);
  static final Setting<Integer> CONVERSATION_DAYS =
      new Setting<>(
          "conversation_days",
          "days that a conversation is kept after its last question; 0 remembers none",
          Math.toIntExact(Conversations.DEFAULT_RETENTION.toDays()),
          Readers.integer(0, 36_500));
  static final Setting<Boolean> MEMORY =
      new Setting<>(
          "memory",
          "whether answers use remembered facts and standing instructions, and \"remember that …\""
              + " has a fact remembered",
          true,
          Readers::yesOrNo);
  static final Setting<Integer> TRACE_DAYS =
      new Setting<>(
          "trace_days",
          "days that the trace of an answer is kept; 0 keeps none",
          Math.toIntExact(TraceKeeping.STANDARD.retention().toDays()),
          Readers.integer(0, 36_500));
  static final Setting<Integer> TRACE_SAMPLE_PERCENT =
      new Setting<>(
          "trace_sample_percent",
          "how many traces of a hundred answers are kept, 0 to 100; those of failures always are",
          TraceKeeping.STANDARD.samplePercent(),
          Readers.integer(0, 100));
  static final Setting<String> OTLP_ENDPOINT =
      new Setting<>(
          "otlp_endpoint",
          "address of an OpenTelemetry collector that traces are sent to (OTLP over HTTP, for example"
              + " http://127.0.0.1:4318), without texts; or 'none'",
          NO_COLLECTOR,
          Readers.addressOr(NO_COLLECTOR));
  static final Setting<Integer> ANSWER_TIMEOUT_SECONDS =
      new Setting<>(
          "answer_timeout_seconds",
          "seconds that a model may take to write an answer, or its check",
          Math.toIntExact(Deadlines.STANDARD.answer().toSeconds()),
          Readers.integer(1, 86_400));
  static final Setting<UnsupportedSentences> UNSUPPORTED_SENTENCES =
      new Setting<>(
          "unsupported_sentences",
          "what becomes of a model's sentences that no passage supports: 'mark' or 'remove'",
          UnsupportedSentences.MARK,
          Readers.choice(UnsupportedSentences.values()));
  static final Setting<Set<OptionalStage>> SKIP_STAGES =
      new Setting<>(
          "skip_stages",
          "steps to an answer that are left out, of "
              + String.join(", ", OptionalStage.names(EnumSet.allOf(OptionalStage.class)))
              + "; rewriter, router, memory and answer_cache switch off those that they name",
          Set.of(),
          Readers::stages);
  static final Setting<CacheMode> ANSWER_CACHE =
      new Setting<>(
          "answer_cache",
          "which questions get an answer that was given before: 'off', 'exact' for the same question"
              + " or 'semantic' for one in other words that asks the same",
          CachePolicy.STANDARD.mode(),
          Readers.choice(CacheMode.values()));
  static final Setting<Integer> ANSWER_CACHE_STALE_SECONDS =
      new Setting<>(
          "answer_cache_stale_seconds",
          "seconds for which an answer is given again although its collection changed, while every"
              + " passage it cites is unchanged; 0 for never",
          Math.toIntExact(CachePolicy.STANDARD.afterChange().toSeconds()),
          Readers.integer(0, 86_400));
  static final Setting<List<String>> LINK_HOSTS =
      new Setting<>(
          "link_hosts",
          "hosts that links and pictures in answers may lead to, written as in fetch_hosts; other"
              + " links are taken out, unless a document has the address word for word",
          List.of(),
          Readers::hosts);
  static final Setting<Map<String, String>> MASKING =
      new Setting<>(
          "masking",
          "regular expressions by name; what matches is masked before a language model reads it",
          Map.of(),
          Readers::masks);
  static final Setting<Anonymous> ANONYMOUS =
      new Setting<>(
          "anonymous",
          "what a caller without a key sees once keys exist: 'public' documents or 'none'",
          Anonymous.NONE,
          Readers.choice(Anonymous.values()));
  static final Setting<Integer> MAX_REQUEST_BYTES =
      new Setting<>(
          "max_request_bytes",
          "largest JSON body of a request, bytes",
          DEFAULT_REQUEST_BYTES,
          Readers.integer(1024, Integer.MAX_VALUE));
  static final Setting<Long> MAX_UPLOAD_BYTES =
      new Setting<>(
          "max_upload_bytes",
          "largest upload, bytes",
          DEFAULT_UPLOAD_BYTES,
          Readers.wide(1024, Long.MAX_VALUE));

  static final Setting<Boolean> KEEP_ORIGINALS =
      new Setting<>(
          "keep_originals",
          "whether files that are ingested are kept as they came, besides their text",
          false,
          Readers::yesOrNo);
  static final Setting<Boolean> LEXICAL_ONLY =
      new Setting<>(
          "lexical_only",
          "whether new collections have no vectors: ingested fast, and searched by words alone",
          false,
          Readers::yesOrNo);
  static final Setting<Integer> CLOSE_IDLE_SECONDS =
      new Setting<>(
          "close_idle_seconds",
          "seconds after which an unused collection's index is closed until its next use",
          Math.toIntExact(FootnoteConfig.DEFAULT_CLOSE_IDLE_AFTER.toSeconds()),
          Readers.integer(1, Integer.MAX_VALUE));

  static final Setting<List<String>> FETCH_HOSTS =
      new Setting<>(
          "fetch_hosts",
          "hosts that documents may be fetched from: docs.example.org, *.example.org or host:port;"
              + " none by default",
          List.of(),
          Readers::hosts);
  static final Setting<List<String>> FETCH_PRIVATE_HOSTS =
      new Setting<>(
          "fetch_private_hosts",
          "those of fetch_hosts that may have addresses of this machine or of private networks",
          List.of(),
          Readers::hosts);
  static final Setting<Long> FETCH_MAX_BYTES =
      new Setting<>(
          "fetch_max_bytes",
          "largest document that is fetched, bytes",
          WebAccess.DEFAULT_MAX_BYTES,
          Readers.wide(1024, Long.MAX_VALUE));

  private static final ParserLimits PARSING = ParserLimits.ofDefaults();

  static final Setting<Integer> PARSER_PROCESSES =
      new Setting<>(
          "parser_processes",
          "processes that read documents side by side",
          PARSING.processes(),
          Readers.integer(1, 64));
  static final Setting<Integer> PARSER_MEMORY_MEGABYTES =
      new Setting<>(
          "parser_memory_megabytes",
          "memory of each parser process, MB",
          PARSING.heapMegabytes(),
          Readers.integer(64, 1 << 20));
  static final Setting<Integer> PARSER_TIMEOUT_SECONDS =
      new Setting<>(
          "parser_timeout_seconds",
          "longest time to read one document, seconds",
          Math.toIntExact(PARSING.timeout().toSeconds()),
          Readers.integer(1, 86_400));
  static final Setting<Integer> PARSER_MAX_CHARACTERS =
      new Setting<>(
          "parser_max_characters",
          "longest text of one document that is more than plain text, characters",
          PARSING.maxCharacters(),
          Readers.integer(1, 100_000_000));
  static final Setting<Integer> ARCHIVE_MAX_DEPTH =
      new Setting<>(
          "archive_max_depth",
          "levels of archives in archives and attachments of attachments",
          PARSING.archives().maxDepth(),
          Readers.integer(1, 100));
  static final Setting<Integer> ARCHIVE_MAX_FILES =
      new Setting<>(
          "archive_max_files",
          "files that may lie in one file, over all levels",
          PARSING.archives().maxMembers(),
          Readers.integer(1, Integer.MAX_VALUE));
  static final Setting<Integer> ARCHIVE_MAX_MEGABYTES =
      new Setting<>(
          "archive_max_megabytes",
          "size of all that may be unpacked from one file, MB",
          PARSING.archives().maxMegabytes(),
          Readers.integer(1, 1 << 20));
  static final Setting<Integer> ARCHIVE_MAX_RATIO =
      new Setting<>(
          "archive_max_ratio",
          "how many times its own size may be unpacked from one file; the first 16 MB are free",
          PARSING.archives().maxRatio(),
          Readers.integer(1, 1_000_000));
  static final Setting<Boolean> OCR =
      new Setting<>(
          "ocr",
          "whether pictures and scanned pages are read where tesseract-ocr is installed",
          PARSING.scans().enabled(),
          Readers::yesOrNo);
  static final Setting<String> OCR_LANGUAGES =
      new Setting<>(
          "ocr_languages",
          "languages of pictures and scanned pages, in Tesseract's names, such as eng+deu",
          PARSING.scans().languages(),
          Readers::tesseractLanguages);
  static final Setting<Integer> OCR_TIMEOUT_SECONDS =
      new Setting<>(
          "ocr_timeout_seconds",
          "longest time to read the pictures of one document, seconds",
          Math.toIntExact(PARSING.scans().timeout().toSeconds()),
          Readers.integer(1, 7 * 86_400));

  /** In the order of {@link Config}'s components. */
  static final List<Setting<?>> ALL =
      List.of(
          DATA,
          STATE,
          CACHE,
          HOST,
          PORT,
          EMBEDDING_MODEL,
          EMBEDDING_THREADS,
          RERANKER_MODEL,
          RERANKER_DEPTH,
          CHAT_MODELS,
          ANSWERER,
          REWRITER,
          ROUTER,
          USERS,
          RESTRICTED,
          CONVERSATION_DAYS,
          MEMORY,
          TRACE_DAYS,
          TRACE_SAMPLE_PERCENT,
          OTLP_ENDPOINT,
          ANSWER_TIMEOUT_SECONDS,
          UNSUPPORTED_SENTENCES,
          SKIP_STAGES,
          ANSWER_CACHE,
          ANSWER_CACHE_STALE_SECONDS,
          LINK_HOSTS,
          MASKING,
          ANONYMOUS,
          MAX_REQUEST_BYTES,
          MAX_UPLOAD_BYTES,
          KEEP_ORIGINALS,
          LEXICAL_ONLY,
          CLOSE_IDLE_SECONDS,
          FETCH_HOSTS,
          FETCH_PRIVATE_HOSTS,
          FETCH_MAX_BYTES,
          PARSER_PROCESSES,
          PARSER_MEMORY_MEGABYTES,
          PARSER_TIMEOUT_SECONDS,
          PARSER_MAX_CHARACTERS,
          ARCHIVE_MAX_DEPTH,
          ARCHIVE_MAX_FILES,
          ARCHIVE_MAX_MEGABYTES,
          ARCHIVE_MAX_RATIO,
          OCR,
          OCR_LANGUAGES,
          OCR_TIMEOUT_SECONDS);

  private Settings() {}
}
