package io.footnote.index.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/**
 * Finds a document and all that is attached to it as the writer sees them, changes included that no
 * view shows yet. Owned by the index's owner thread.
 */
final class Family implements AutoCloseable {
  private static final Sort BY_ID =
      new Sort(new SortField(Fields.DOCUMENT_ID, SortField.Type.STRING));

  private final IndexWriter writer;
  private @Nullable DirectoryReader reader;

  Family(IndexWriter writer) {
    this.writer = writer;
  }

  /**
   * @param documentIds the document, its attachments, theirs and so on; empty if there is no such
   *     document
   * @param chunks of all of them
   */
  record Members(List<String> documentIds, long chunks) {}

  Members of(String documentId) throws IOException {
    IndexSearcher searcher = new IndexSearcher(latest());
    searcher.setQueryCache(null);
    List<String> members = new ArrayList<>();
    Query self = all(Fields.DOCUMENT, new TermQuery(new Term(Fields.DOCUMENT_ID, documentId)));
    if (searcher.count(self) > 0) {
      members.add(documentId);
    }
    long chunks = 0;
    for (int i = 0; i < members.size(); i++) {
      String member = members.get(i);
      chunks +=
          searcher.count(all(Fields.CHUNK, new TermQuery(new Term(Fields.DOCUMENT_ID, member))));
      Query attached = all(Fields.DOCUMENT, new TermQuery(new Term(Fields.PARENT_ID, member)));
      int[] docs =
          Arrays.stream(
                  searcher.search(attached, Math.max(1, searcher.getIndexReader().maxDoc()), BY_ID)
                      .scoreDocs)
              .mapToInt(hit -> hit.doc)
              .sorted()
              .toArray();
      for (String child : new Hits(searcher, docs).values(Fields.DOCUMENT_ID)) {
        if (!members.contains(child)) {
          members.add(child);
        }
      }
    }
    return new Members(members, chunks);
  }

  private DirectoryReader latest() throws IOException {
    DirectoryReader old = reader;
    if (old == null) {
      reader = DirectoryReader.open(writer);
    } else {
      DirectoryReader newer = DirectoryReader.openIfChanged(old, writer);
      if (newer != null) {
        reader = newer;
        old.close();
      }
    }
    return Objects.requireNonNull(reader);
  }

  private static Query all(String kind, Query query) {
    return new BooleanQuery.Builder()
        .add(new TermQuery(new Term(Fields.KIND, kind)), BooleanClause.Occur.FILTER)
        .add(query, BooleanClause.Occur.FILTER)
        .build();
  }

  /** Lets go of what the writer showed last; the next question asks it anew. */
  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }
}
