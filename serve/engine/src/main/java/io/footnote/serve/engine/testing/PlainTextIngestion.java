package io.footnote.serve.engine.testing;

import io.footnote.embed.Embedder;
import io.footnote.embed.Embedding;
import io.footnote.embed.Hashes;
import io.footnote.index.ChunkIndex;
import io.footnote.index.ReadView;
import io.footnote.index.VisiblePolicies;
import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.DocumentQuery;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.EmbeddedChunk;
import io.footnote.index.model.Principal;
import io.footnote.index.model.Span;
import io.footnote.ingest.IngestInput;
import io.footnote.ingest.IngestProgress;
import io.footnote.ingest.IngestReport;
import io.footnote.ingest.IngestRequest;
import io.footnote.ingest.Ingestion;
import io.footnote.ingest.SyncPlan;
import io.footnote.ingest.SyncRequest;
import io.footnote.ingest.Tombstone;
import io.footnote.ingest.parse.OriginalKeeper;
import io.footnote.ingest.parse.ParsedDocument;
import io.footnote.ingest.parse.ParsedStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A small ingestion for tests: UTF-8 text files and texts, a page for each form feed, a chunk for
 * each page.
 */
public final class PlainTextIngestion implements Ingestion {
  private static final Pattern PAGE = Pattern.compile("[^\\f]+");

  private static final Principal SYNC = Principal.operator("sync");

  private final Supplier<Embedder> embedder;
  private final ParsedStore parsed;
  private final OriginalKeeper originals;

  public PlainTextIngestion(
      Supplier<Embedder> embedder, ParsedStore parsed, OriginalKeeper originals) {
    this.embedder = embedder;
    this.parsed = parsed;
    this.originals = originals;
  }

  @Override
  public IngestReport run(
      IngestRequest request,
      ChunkIndex index,
      Consumer<Set<String>> outdated,
      Consumer<IngestProgress> progress,
      BooleanSupplier cancelled) {
    List<IngestInput.Text> texts = new ArrayList<>();
    request.inputs().forEach(input -> addTexts(input, texts));
    long chunks = 0;
    int done = 0;
    for (IngestInput.Text text : texts) {
      if (cancelled.getAsBoolean()) {
        break;
      }
      chunks += ingest(request, text, index, outdated);
      done++;
      progress.accept(progress("ingesting", texts.size(), done, chunks));
    }
    return new IngestReport(
        progress("done", texts.size(), done, chunks), List.of(), done < texts.size());
  }

  private static IngestProgress progress(String stage, int total, int done, long chunks) {
    return new IngestProgress(
        stage, total, done, 0, 0, 0, chunks, chunks, 0, 0, 0, done, chunks, chunks, 0, null, 0, 0,
        0);
  }

  private void addTexts(IngestInput input, List<IngestInput.Text> texts) {
    switch (input) {
      case IngestInput.Text text -> texts.add(text);
      case IngestInput.Url url -> throw new IllegalArgumentException("nothing is fetched: " + url);
      case IngestInput.Upload(String source, Path spooled) -> texts.add(read(source, spooled));
      case IngestInput.PathInput(Path path) -> {
        try (Stream<Path> files = Files.walk(path)) {
          files
              .filter(Files::isRegularFile)
              .sorted()
              .forEach(file -> texts.add(read(file.toString(), file)));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private IngestInput.Text read(String source, Path file) {
    try {
      String text = Files.readString(file);
      originals.keep(
          Hashes.sha256Hex(text), file, copy -> Hashes.sha256Hex(Files.readString(copy)));
      return new IngestInput.Text(source, null, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long ingest(
      IngestRequest request,
      IngestInput.Text input,
      ChunkIndex index,
      Consumer<Set<String>> outdated) {
    String text = input.text();
    String id = id(request.collection(), input.source());
    String name = input.title();
    if (name == null) {
      name = String.valueOf(Path.of(input.source()).getFileName());
    }
    String title = name;
    List<Span> pages = new ArrayList<>();
    Matcher matcher = PAGE.matcher(text);
    while (matcher.find()) {
      pages.add(new Span(matcher.start(), matcher.end()));
    }
    boolean paged = pages.size() > 1;
    List<ChunkRecord> chunks = new ArrayList<>();
    for (Span page : pages) {
      int ordinal = chunks.size();
      chunks.add(
          new ChunkRecord(
              ChunkRecord.id(id, ordinal),
              id,
              ordinal,
              page,
              paged ? ordinal + 1 : 0,
              paged ? ordinal + 1 : 0,
              List.of(),
              title,
              text.substring(page.start(), page.end())));
    }
    List<EmbeddedChunk> embedded = embedded(chunks, index);
    String hash = Hashes.sha256Hex(text);
    parsed.put(
        hash,
        new ParsedDocument(
            title,
            "text/plain",
            "en",
            text,
            paged ? pages : List.of(),
            List.of(),
            Map.of(),
            List.of()));
    Long policyId = request.policyId();
    Set<String> before =
        contentHash(index, id).filter(h -> !h.equals(hash)).stream().collect(Collectors.toSet());
    index.replace(
        new DocumentRecord(
            id,
            input.source(),
            title,
            "text/plain",
            text.getBytes(StandardCharsets.UTF_8).length,
            null,
            hash,
            hash,
            "en",
            request.metadata(),
            policyId == null ? VisiblePolicies.PUBLIC_POLICY : policyId,
            null,
            chunks.size(),
            text.length(),
            paged ? pages.size() : 0,
            Instant.EPOCH,
            null),
        embedded);
    index.commit();
    outdated.accept(before);
    return chunks.size();
  }

  private List<EmbeddedChunk> embedded(List<ChunkRecord> chunks, ChunkIndex index) {
    return switch (index.manifest().kind()) {
      case LEXICAL_ONLY -> chunks.stream().map(EmbeddedChunk::withoutVector).toList();
      case HYBRID -> {
        List<Embedding> embeddings =
            embedder.get().embedPassages(chunks.stream().map(ChunkRecord::embeddingInput).toList());
        List<EmbeddedChunk> embedded = new ArrayList<>();
        for (int i = 0; i < chunks.size(); i++) {
          embedded.add(new EmbeddedChunk(chunks.get(i), embeddings.get(i).vector()));
        }
        yield embedded;
      }
    };
  }

  private static Optional<String> contentHash(ChunkIndex index, String documentId) {
    try (ReadView view = index.lease(SYNC)) {
      return view.document(documentId).map(DocumentRecord::contentHash);
    }
  }

  /** Reads everything, and recognises what moved as gone and come. */
  @Override
  public IngestReport sync(
      SyncRequest request,
      ChunkIndex index,
      List<Tombstone> tombstones,
      Consumer<Set<String>> outdated,
      Consumer<IngestProgress> progress,
      BooleanSupplier cancelled) {
    SyncPlan plan = plan(request, index, tombstones);
    try (ReadView view = index.lease(SYNC)) {
      documents(view).values().stream()
          .filter(document -> plan.removed().contains(document.source()))
          .forEach(document -> index.delete(document.documentId()));
    }
    index.commit();
    List<IngestInput> wanted = new ArrayList<>();
    List<String> sources = new ArrayList<>(plan.added());
    sources.addAll(plan.changed());
    sources.forEach(source -> wanted.add(new IngestInput.PathInput(Path.of(source))));
    return run(
        new IngestRequest(
            request.collection(), wanted, request.what().policyId(), request.what().metadata()),
        index,
        outdated,
        progress,
        cancelled);
  }

  @Override
  public SyncPlan plan(
      SyncRequest request, @Nullable ChunkIndex index, List<Tombstone> tombstones) {
    List<IngestInput.Text> texts = new ArrayList<>();
    request.what().inputs().forEach(input -> addTexts(input, texts));
    Map<String, DocumentRecord> known = Map.of();
    if (index != null) {
      try (ReadView view = index.lease(SYNC)) {
        known = documents(view);
      }
    }
    List<String> added = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    List<String> deleted = new ArrayList<>();
    for (IngestInput.Text text : texts) {
      DocumentRecord before = known.get(text.source());
      if (before != null) {
        if (!before.contentHash().equals(Hashes.sha256Hex(text.text()))) {
          changed.add(text.source());
        }
      } else if (!request.restoreDeleted()
          && tombstones.stream()
              .anyMatch(t -> t.documentId().equals(id(request.collection(), text.source())))) {
        deleted.add(text.source());
      } else {
        added.add(text.source());
      }
    }
    Set<String> present = texts.stream().map(IngestInput.Text::source).collect(Collectors.toSet());
    List<String> removed =
        known.keySet().stream()
            .filter(source -> source.startsWith("/") && !present.contains(source))
            .sorted()
            .toList();
    long unchanged = (long) texts.size() - added.size() - changed.size() - deleted.size();
    return new SyncPlan(
        request.collection(),
        added,
        changed,
        List.of(),
        removed,
        unchanged,
        deleted,
        List.of(),
        null);
  }

  private static String id(String collection, String source) {
    return Hashes.sha256Hex(collection + "\n" + source).substring(0, 16);
  }

  private static Map<String, DocumentRecord> documents(ReadView view) {
    return view
        .documents(new DocumentQuery(null, null, DocumentQuery.MAX_LIMIT))
        .documents()
        .stream()
        .collect(Collectors.toMap(DocumentRecord::source, document -> document));
  }

  /** Embeds the old chunks again. */
  @Override
  public IngestReport reembed(
      ChunkIndex from,
      ChunkIndex to,
      Consumer<IngestProgress> progress,
      BooleanSupplier cancelled) {
    long chunks = 0;
    int total;
    try (ReadView old = from.lease(Principal.operator("reembed"))) {
      List<DocumentRecord> documents =
          old.documents(new DocumentQuery(null, null, DocumentQuery.MAX_LIMIT)).documents();
      total = documents.size();
      for (DocumentRecord document : documents) {
        List<EmbeddedChunk> embedded =
            embedded(old.chunks(document.documentId(), 0, document.chunks()), to);
        to.replace(document, embedded);
        chunks += embedded.size();
      }
    }
    to.commit();
    return new IngestReport(progress("done", total, total, chunks), List.of(), false);
  }

  @Override
  public void close() {}
}
