package io.footnote.serve.server.cli;

import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.DocumentPage;
import io.footnote.index.model.DocumentQuery;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.Filter;
import io.footnote.index.model.MetadataValue;
import io.footnote.index.model.Principal;
import io.footnote.ingest.screen.Sign;
import io.footnote.serve.engine.FootnoteService;
import io.footnote.serve.engine.model.CollectionName;
import io.footnote.serve.engine.model.DeletionReceipt;
import io.footnote.serve.engine.model.DeletionRequest;
import io.footnote.serve.engine.model.DocumentDetail;
import io.footnote.serve.engine.model.DocumentOriginal;
import io.footnote.serve.server.json.Filters;
import io.footnote.serve.server.json.Listing;
import io.footnote.serve.server.json.MetadataJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Documents and their chunks. */
@Command(name = "docs", description = "List, show and delete documents.")
final class DocsCommand extends CommandGroup {
  private final Session session;

  DocsCommand(Session session) {
    this.session = session;
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "List documents.")
  int list(
      @Mixin QueryOptions where,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "1000",
              description = "At most this many (default: ${DEFAULT-VALUE}).")
          int limit) {
    Principal principal = where.principal();
    Filter filter = where.filter();
    List<DocumentRecord> documents = new ArrayList<>();
    try (FootnoteService footnote = session.open()) {
      for (String collection : where.collections) {
        CollectionName.check(collection);
        String cursor = null;
        do {
          int wanted = Math.min(DocumentQuery.MAX_LIMIT, limit - documents.size());
          if (wanted < 1) {
            break;
          }
          DocumentPage page =
              footnote.documents(principal, collection, new DocumentQuery(filter, cursor, wanted));
          documents.addAll(page.documents());
          cursor = page.nextCursor();
        } while (cursor != null);
      }
    }
    session.print(new Listing.Documents(documents), this::show);
    return 0;
  }

  private void show(Listing.Documents list) {
    PrintWriter out = session.out();
    for (DocumentRecord document : list.documents()) {
      String signs = signs(document);
      out.println(
          "%s  %s  (%s, %s)%s"
              .formatted(
                  document.documentId(),
                  document.title(),
                  Text.count(document.chunks(), "chunk"),
                  document.source(),
                  signs.isEmpty() ? "" : "  suspicious: " + signs));
    }
    out.println(Text.count(list.documents().size(), "document"));
  }

  /** Why a document is suspicious; empty if it is not. */
  private static String signs(DocumentRecord document) {
    return String.join(", ", Sign.namesIn(document.metadata()));
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Show a document with its chunks, or write it to a file as it came.")
  int show(
      @Parameters(paramLabel = "ID", description = "The document's id.") String id,
      @Option(
              names = "--original",
              paramLabel = "FILE",
              description =
                  "Write the original to this file, or into this folder, instead of showing the"
                      + " document; needs the setting keep_originals.")
          @Nullable Path original,
      @Mixin AsOption reader)
      throws IOException {
    try (FootnoteService footnote = session.open()) {
      if (original == null) {
        session.print(footnote.document(reader.principal(), id), this::show);
      } else {
        Path target = session.environment().folder().resolve(original);
        try (DocumentOriginal kept = footnote.original(reader.principal(), id)) {
          session.print(OriginalFile.write(kept, target), this::show);
        }
      }
    }
    return 0;
  }

  private void show(OriginalFile written) {
    session
        .out()
        .println("%s  %s, %d bytes".formatted(written.file(), written.mime(), written.sizeBytes()));
  }

  private void show(DocumentDetail detail) {
    PrintWriter out = session.out();
    DocumentRecord document = detail.document();
    out.println(document.title());
    out.println("  id:         " + document.documentId());
    out.println("  collection: " + detail.collection());
    out.println("  source:     " + document.source());
    out.println("  type:       " + document.mime() + ", " + document.sizeBytes() + " bytes");
    out.println(
        "  language:   " + (document.language().equals("und") ? "unknown" : document.language()));
    out.println(
        "  readable:   "
            + (detail.acl().isEmpty() ? "by everybody" : String.join(", ", detail.acl())));
    if (document.pages() > 0) {
      out.println("  pages:      " + document.pages());
    }
    String signs = signs(document);
    if (!signs.isEmpty()) {
      out.println("  suspicious: " + signs);
    }
    document.metadata().entrySet().stream()
        .filter(entry -> !entry.getKey().equals(Sign.METADATA_KEY))
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry ->
            out.println("  metadata:   " + entry.getKey() + " = " + inWords(entry.getValue())));
    detail.attachments().forEach(attachment -> out.println("  attachment: " + attachment));
    for (ChunkRecord chunk : detail.chunks()) {
      out.println();
      out.println("%s%s".formatted(chunk.chunkId(), Text.page(chunk.pageStart())));
      out.println(Text.indent(Text.shorten(chunk.text()), 4));
    }
  }

  private static String inWords(List<MetadataValue> values) {
    return values.stream()
        .map(value -> Text.shorten(String.valueOf(MetadataJson.plain(value))))
        .collect(Collectors.joining(", "));
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = {
        "Delete documents with their attachments and all that is kept of them: texts, vectors,"
            + " copies of jobs, traces.",
        "Prints a receipt for each deletion; 'docs deletions' lists them."
      })
  int delete(
      @ArgGroup(multiplicity = "1", exclusive = true) Doomed doomed,
      @Option(
              names = "--purge",
              description =
                  "Also rewrite the segments of the index that held them, so that nothing of them is"
                      + " left in its files.")
          boolean purge) {
    List<DeletionReceipt> receipts = new ArrayList<>();
    try (FootnoteService footnote = session.open()) {
      for (DeletionRequest.Selection what : doomed.selections()) {
        receipts.add(footnote.delete(QueryOptions.OPERATOR, new DeletionRequest(what, purge)));
      }
    }
    session.print(new Listing.Deletions(receipts), this::show);
    return 0;
  }

  @Command(
      name = "deletions",
      mixinStandardHelpOptions = true,
      description = "List receipts of deletions, newest first.")
  int deletions(
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "100",
              description = "At most this many (default: ${DEFAULT-VALUE}).")
          int limit) {
    try (FootnoteService footnote = session.open()) {
      session.print(
          new Listing.Deletions(footnote.deletions(QueryOptions.OPERATOR, limit)), this::show);
    }
    return 0;
  }

  private void show(Listing.Deletions list) {
    for (DeletionReceipt receipt : list.deletions()) {
      session
          .out()
          .println(
              "%s  %s  deleted %s of %s from '%s'%s: %s"
                  .formatted(
                      receipt.deletionId(),
                      receipt.deletedAt(),
                      Text.count(receipt.chunks(), "chunk"),
                      Text.count(receipt.documents().size(), "document"),
                      receipt.collection(),
                      receipt.purged() ? " and from its files" : "",
                      String.join(" ", receipt.documents())));
    }
  }

  /** What to delete: documents by id, or those of a collection that satisfy a filter. */
  static final class Doomed {
    @Parameters(paramLabel = "ID", arity = "1..*", description = "Ids of documents.")
    List<String> ids = List.of();

    @ArgGroup(exclusive = false)
    @Nullable Matching matching;

    List<DeletionRequest.Selection> selections() {
      if (matching != null) {
        return List.of(matching.selection());
      }
      return ids.stream()
          .<DeletionRequest.Selection>map(DeletionRequest.Selection.Document::new)
          .toList();
    }
  }

  static final class Matching {
    @Option(
        names = "--filter",
        required = true,
        paramLabel = "FILTER",
        description = "All documents that satisfy it, for example: year < 2015")
    String filter = "";

    @Option(
        names = "--collection",
        paramLabel = "NAME",
        description = "Collection of these documents (default: default).")
    String collection = CollectionName.DEFAULT;

    DeletionRequest.Selection selection() {
      return new DeletionRequest.Selection.Matching(
          CollectionName.check(collection), Filters.parse(filter));
    }
  }
}
