package io.footnote.ingest;

import io.footnote.embed.Hashes;
import io.footnote.ingest.source.FileTree;
import io.footnote.ingest.source.JsonLines;
import io.footnote.ingest.source.MissingPathException;
import io.footnote.ingest.source.SourceDocument;
import io.footnote.ingest.source.SourceDocument.BrokenDocument;
import io.footnote.ingest.source.SourceDocument.FileDocument;
import io.footnote.ingest.source.SourceDocument.TextDocument;
import io.footnote.ingest.source.WebListing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * What a request comes to: files that hold one document each, files of prepared records, and texts,
 * in the order of the request.
 *
 * @param sources files of records are still whole
 * @param selection which of them are dealt with
 * @param documents number of documents, records counted one by one
 */
record SourceListing(List<SourceDocument> sources, Selection selection, long documents) {
  SourceListing {
    sources = List.copyOf(sources);
  }

  /**
   * Lists everything before anything is ingested.
   *
   * @throws MissingPathException if a path names nothing
   */
  static SourceListing of(IngestRequest request, WebListing web) {
    List<SourceDocument> sources = new ArrayList<>();
    for (IngestInput input : request.inputs()) {
      switch (input) {
        case IngestInput.PathInput path ->
            sources.addAll(FileTree.list(path.path(), request.excludes()));
        case IngestInput.Upload upload -> sources.add(upload(upload));
        case IngestInput.Text text -> sources.add(text(text));
        case IngestInput.Url url -> sources.addAll(web.list(url.address()));
      }
    }
    return counted(sources, Selection.of(request.only()));
  }

  private static SourceListing counted(List<SourceDocument> sources, Selection selection) {
    long documents = 0;
    List<SourceDocument> readable = new ArrayList<>();
    for (SourceDocument source : sources) {
      SourceDocument counted = source;
      if (source instanceof FileDocument file && isRecords(file)) {
        try {
          documents += JsonLines.count(file.file());
        } catch (IOException e) {
          counted = unreadable(file, e);
          documents++;
        }
      } else {
        documents++;
      }
      readable.add(counted);
    }
    if (!selection.everything()) {
      AtomicLong selected = new AtomicLong();
      new SourceListing(readable, selection, documents)
          .forEach(_ -> selected.incrementAndGet() > 0);
      documents = selected.get();
    }
    return new SourceListing(readable, selection, documents);
  }

  /**
   * Hands over the documents one by one, reading records as it goes.
   *
   * @param to returns whether to go on
   */
  void forEach(Predicate<SourceDocument> to) {
    for (SourceDocument source : sources) {
      boolean goOn =
          (source instanceof FileDocument file && isRecords(file) && file.sizeBytes() > 0)
              ? records(file, to)
              : !selection.contains(source) || to.test(source);
      if (!goOn) {
        return;
      }
    }
  }

  private boolean records(FileDocument file, Predicate<SourceDocument> to) {
    boolean all = selection.containsRecordsOf(file);

    try (JsonLines lines = new JsonLines(file.file(), file.source(), file.modified())) {
      for (SourceDocument next = lines.next(); next != null; next = lines.next()) {
        if ((all || selection.contains(next)) && !to.test(next)) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return to.test(unreadable(file, e));
    }
  }

  private static boolean isRecords(FileDocument file) {
    return JsonLines.isJsonLines(file.name());
  }

  private static BrokenDocument unreadable(FileDocument file, IOException e) {
    return new BrokenDocument(file.source(), "it cannot be read: " + e.getMessage());
  }

  private static SourceDocument upload(IngestInput.Upload upload) {
    Path file = upload.spooled();
    try {
      String name = upload.source().substring(upload.source().lastIndexOf('/') + 1);
      return new FileDocument(upload.source(), file, name, Files.size(file), null);
    } catch (IOException e) {
      return new BrokenDocument(upload.source(), "the uploaded file is gone; upload it again");
    }
  }

  private static SourceDocument text(IngestInput.Text text) {
    if (text.text().isBlank()) {
      return new BrokenDocument(text.source(), "it has no text");
    }
    String title = text.title() == null ? "" : text.title();
    return new TextDocument(
        text.source(),
        title,
        text.text(),
        "text/plain",
        Map.of(),
        Hashes.sha256Hex(title + '\n' + text.text()),
        text.text().getBytes(StandardCharsets.UTF_8).length,
        null,
        null);
  }
}
