package io.footnote.ingest.parse;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.apache.tika.exception.TikaConfigException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.pipes.FetchEmitTuple;
import org.apache.tika.pipes.HandlerConfig;
import org.apache.tika.pipes.PipesConfig;
import org.apache.tika.pipes.PipesException;
import org.apache.tika.pipes.PipesParser;
import org.apache.tika.pipes.PipesResult;
import org.apache.tika.pipes.emitter.EmitKey;
import org.apache.tika.pipes.fetcher.FetchKey;
import org.apache.tika.sax.BasicContentHandlerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Runs {@link ChildParser} in processes of its own, so that a document that makes a parser hang,
 * exit, overflow its stack or run out of memory costs that document alone. Tika's pipes start a
 * process with the first document, again after it was lost, and end it when it is idle. They run
 * our one parser, which is all that is configured; what it finds travels back in one metadata
 * field. Thread-safe.
 */
final class ParserProcesses implements AutoCloseable {
  private static final String FETCHER = "spool";

  private final Spool spool;
  private final int processes;
  private final int heapMegabytes;
  private final Duration timeout;
  private final Duration idle;
  private @Nullable PipesParser parser;
  private boolean closed;

  /**
   * @param spool where files to parse lie
   * @param processes how many run side by side
   * @param timeout for one document
   */
  ParserProcesses(Spool spool, int processes, ParserLimits limits, Duration timeout) {
    this.spool = spool;
    this.processes = processes;
    this.heapMegabytes = limits.heapMegabytes();
    this.timeout = timeout;
    this.idle = limits.idle();
  }

  /**
   * Has a file read.
   *
   * @param file in the spool
   * @throws ParserLostException if the parser had to be ended, or ended itself
   * @throws UnreadableDocumentException if it said nothing for another reason
   */
  ParseReply parse(Path file, ParseOrder order) throws UnreadableDocumentException, IOException {
    try {
      return reply(start().parse(request(file, order)), order.name());
    } catch (PipesException e) {
      throw new UnreadableDocumentException(
          "no parser process could be started; see the log of this program", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreadableDocumentException("parsing was interrupted", e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      if (parser != null) {
        parser.close();
        parser = null;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the parser processes could not be ended cleanly", e);
    }
  }

  private FetchEmitTuple request(Path file, ParseOrder order) throws IOException {
    ParseContext context = new ParseContext();
    context.set(
        HandlerConfig.class,
        new HandlerConfig(
            BasicContentHandlerFactory.HANDLER_TYPE.IGNORE,
            HandlerConfig.PARSE_MODE.RMETA,
            -1,
            -1,
            true));
    context.set(ParseOrder.class, order);
    String key = spool.root().relativize(file).toString();
    return new FetchEmitTuple(
        key,
        new FetchKey(FETCHER, key),
        EmitKey.NO_EMIT,
        new Metadata(),
        context,
        FetchEmitTuple.ON_PARSE_EXCEPTION.SKIP);
  }

  private ParseReply reply(PipesResult result, String name) throws UnreadableDocumentException {
    return switch (result.getStatus()) {
      case PARSE_SUCCESS, PARSE_SUCCESS_WITH_EXCEPTION ->
          read(result.getEmitData().getMetadataList().getFirst().get(ChildParser.REPLY));
      case TIMEOUT ->
          throw new ParserLostException(
              "parsing took longer than %d s".formatted(timeout.toSeconds()));
      case OOM ->
          throw new ParserLostException(
              "the parser ran out of memory (%d MB)".formatted(heapMegabytes));
      case UNSPECIFIED_CRASH, INTERRUPTED_EXCEPTION ->
          throw new ParserLostException("the parser crashed on it");
      case PARSE_EXCEPTION_NO_EMIT, PARSE_EXCEPTION_EMIT, EMIT_SUCCESS_PARSE_EXCEPTION ->
          throw UnreadableReasons.failure(result.getMessage(), name);
      case EMPTY_OUTPUT,
          CLIENT_UNAVAILABLE_WITHIN_MS,
          FETCHER_INITIALIZATION_EXCEPTION,
          FETCH_EXCEPTION,
          NO_EMITTER_FOUND,
          EMIT_SUCCESS,
          EMIT_EXCEPTION,
          NO_FETCHER_FOUND,
          INTERMEDIATE_RESULT ->
          throw new ParserLostException(
              "the parser process did not answer properly (%s)"
                  .formatted(result.getStatus().name().toLowerCase(Locale.ROOT)));
    };
  }

  private static ParseReply read(@Nullable String json) throws UnreadableDocumentException {
    if (json == null) {
      throw new ParserLostException("the parser process did not answer properly (no reply)");
    }
    try {
      return ParseJson.MAPPER.readValue(json, ParseReply.class);
    } catch (JsonProcessingException e) {
      throw new ParserLostException(
          "the parser process did not answer properly (%s)"
              .formatted(UnreadableReasons.firstLine(e.getOriginalMessage())));
    }
  }

  private synchronized PipesParser start() throws IOException {
    if (closed) {
      throw new IllegalStateException("the parser is closed");
    }
    if (parser == null) {
      Path configuration = Files.createTempFile(spool.root(), "pipes", ".xml");
      Files.writeString(configuration, configuration());
      try {
        PipesConfig config = PipesConfig.load(configuration);
        config.setTikaConfig(configuration);
        parser = new PipesParser(config);
      } catch (TikaConfigException e) {
        throw new IOException("the parser's configuration is not valid: " + e.getMessage(), e);
      }
    }
    return parser;
  }

  private String configuration() throws IOException {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <properties>
      <parsers>
        <parser class="%s"/>
      </parsers>
      <pipes><params>
        <numClients>%d</numClients>
        <timeoutMillis>%d</timeoutMillis>
        <shutdownClientAfterMillis>%d</shutdownClientAfterMillis>
        <maxWaitForClientMillis>%d</maxWaitForClientMillis>
        <maxForEmitBatchBytes>-1</maxForEmitBatchBytes>
        <javaPath>%s</javaPath>
        <forkedJvmArgs>
          <arg>-Xmx%dm</arg>
          <arg>-XX:+UseSerialGC</arg>
          <arg>-Djava.awt.headless=true</arg>
          <arg>-Djava.io.tmpdir=%s</arg>
          <arg>-Dorg.slf4j.simpleLogger.defaultLogLevel=off</arg>
          <arg>-Dlog4j2.StatusLogger.level=OFF</arg>
          <arg>-Dlog4j2.loggerContextFactory=org.apache.logging.log4j.simple.SimpleLoggerContextFactory</arg>
          <arg>-Dorg.apache.logging.log4j.simplelog.level=OFF</arg>
        </forkedJvmArgs>
      </params></pipes>
      <fetchers>
        <fetcher class="org.apache.tika.pipes.fetcher.fs.FileSystemFetcher"><params>
          <name>%s</name>
          <basePath>%s</basePath>
        </params></fetcher>
      </fetchers>
    </properties>
    """
        .formatted(
            ChildParser.class.getName(),
            processes,
            timeout.toMillis(),
            idle.toMillis(),
            timeout.toMillis() * 100,
            escape(Path.of(System.getProperty("java.home"), "bin", "java")),
            heapMegabytes,
            escape(spool.temporary()),
            FETCHER,
            escape(spool.root()));
  }

  private static String escape(Path path) {
    return path.toString().replace("&", "&amp;").replace("<", "&lt;");
  }
}
