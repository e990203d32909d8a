package io.footnote.ingest.parse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
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
 * Runs Tika in processes of its own, so that a document that makes a parser hang, exit or run out
 * of memory costs that document alone. Files are handed over as copies under safe names, because
 * not every name survives the way to another process. Processes start with the first document and
 * end when idle. Thread-safe.
 */
final class IsolatedTika implements AutoCloseable {
  private static final int MAX_CHARACTERS = 30_000_000;
  private static final int MAX_ATTACHMENTS = 1000;
  private static final String FETCHER = "spool";

  private final ParserLimits limits;
  private final AtomicLong spooled = new AtomicLong();
  private @Nullable PipesParser parser;
  private @Nullable Path spool;
  private boolean closed;

  IsolatedTika(ParserLimits limits) {
    this.limits = limits;
  }

  ParsedDocument parse(Path file, String name) throws UnreadableDocumentException, IOException {
    PipesParser running = start();
    Path copy = spoolFolder().resolve(spooled.incrementAndGet() + extension(name));
    try {
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      return TikaDocuments.read(checked(running.parse(request(copy)), name));
    } catch (PipesException e) {
      throw new UnreadableDocumentException(
          "no parser process could be started; see the log of this program", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreadableDocumentException("parsing was interrupted", e);
    } finally {
      Files.deleteIfExists(copy);
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
      if (spool != null) {
        try (var files = Files.list(spool)) {
          for (Path left : files.toList()) {
            Files.deleteIfExists(left);
          }
        }
        Files.deleteIfExists(spool);
        spool = null;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the parser processes could not be ended cleanly", e);
    }
  }

  private static FetchEmitTuple request(Path copy) {
    ParseContext context = new ParseContext();
    context.set(
        HandlerConfig.class,
        new HandlerConfig(
            BasicContentHandlerFactory.HANDLER_TYPE.XML,
            HandlerConfig.PARSE_MODE.RMETA,
            MAX_CHARACTERS,
            MAX_ATTACHMENTS,
            true));
    String key = String.valueOf(copy.getFileName());
    return new FetchEmitTuple(
        key,
        new FetchKey(FETCHER, key),
        EmitKey.NO_EMIT,
        new Metadata(),
        context,
        FetchEmitTuple.ON_PARSE_EXCEPTION.SKIP);
  }

  private List<Metadata> checked(PipesResult result, String name)
      throws UnreadableDocumentException {
    return switch (result.getStatus()) {
      case PARSE_SUCCESS, PARSE_SUCCESS_WITH_EXCEPTION -> result.getEmitData().getMetadataList();
      case EMPTY_OUTPUT -> throw new UnreadableDocumentException("it has no text");
      case TIMEOUT ->
          throw new UnreadableDocumentException(
              "parsing took longer than %d s".formatted(limits.timeout().toSeconds()));
      case OOM ->
          throw new UnreadableDocumentException(
              "the parser ran out of memory (%d MB)".formatted(limits.heapMegabytes()));
      case UNSPECIFIED_CRASH, INTERRUPTED_EXCEPTION ->
          throw new UnreadableDocumentException("the parser crashed on it");
      case PARSE_EXCEPTION_NO_EMIT, PARSE_EXCEPTION_EMIT, EMIT_SUCCESS_PARSE_EXCEPTION ->
          throw new UnreadableDocumentException(
              UnreadableReasons.ofStackTrace(result.getMessage(), extension(name)));
      case CLIENT_UNAVAILABLE_WITHIN_MS,
          FETCHER_INITIALIZATION_EXCEPTION,
          FETCH_EXCEPTION,
          NO_EMITTER_FOUND,
          EMIT_SUCCESS,
          EMIT_EXCEPTION,
          NO_FETCHER_FOUND,
          INTERMEDIATE_RESULT ->
          throw new UnreadableDocumentException(
              "the parser process did not answer properly (%s)"
                  .formatted(result.getStatus().name().toLowerCase(Locale.ROOT)));
    };
  }

  private synchronized PipesParser start() throws IOException {
    if (closed) {
      throw new IllegalStateException("the parser is closed");
    }
    if (parser == null) {
      Path folder = spoolFolder();
      Path configuration = folder.resolve("tika.xml");
      Files.writeString(configuration, configuration(folder));
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

  private synchronized Path spoolFolder() throws IOException {
    if (spool == null) {
      spool = Files.createTempDirectory("footnote-parse");
    }
    return spool;
  }

  private String configuration(Path folder) {
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <properties>
      <parsers>
        <parser class="org.apache.tika.parser.DefaultParser">
          <parser-exclude class="org.apache.tika.parser.ocr.TesseractOCRParser"/>
          <parser-exclude class="org.apache.tika.parser.pdf.PDFParser"/>
        </parser>
        <parser class="%s">
          <params>
            <param name="ocrStrategy" type="string">no_ocr</param>
            <param name="sortByPosition" type="bool">false</param>
            <param name="extractBookmarksText" type="bool">false</param>
          </params>
        </parser>
        <parser class="org.apache.tika.parser.microsoft.ooxml.OOXMLParser">
          <mime>application/vnd.openxmlformats-officedocument.spreadsheetml.sheet</mime>
          <mime>application/vnd.openxmlformats-officedocument.spreadsheetml.template</mime>
          <mime>application/vnd.ms-excel.sheet.macroenabled.12</mime>
          <mime>application/vnd.ms-excel.template.macroenabled.12</mime>
          <params>
            <param name="includeHeadersAndFooters" type="bool">false</param>
          </params>
        </parser>
        <parser class="org.apache.tika.parser.microsoft.OfficeParser">
          <mime>application/vnd.ms-excel</mime>
          <params>
            <param name="includeHeadersAndFooters" type="bool">false</param>
          </params>
        </parser>
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
            StyledPdfParser.class.getName(),
            limits.processes(),
            limits.timeout().toMillis(),
            limits.idle().toMillis(),
            limits.timeout().toMillis() * 100,
            escape(Path.of(System.getProperty("java.home"), "bin", "java")),
            limits.heapMegabytes(),
            FETCHER,
            escape(folder));
  }

  private static String escape(Path path) {
    return path.toString().replace("&", "&amp;").replace("<", "&lt;");
  }

  /** The extension if it is plain ASCII; it helps to tell formats apart. */
  private static String extension(String name) {
    int dot = name.lastIndexOf('.');
    String extension = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    return extension.matches("[a-z0-9]{1,10}") ? "." + extension : "";
  }
}
