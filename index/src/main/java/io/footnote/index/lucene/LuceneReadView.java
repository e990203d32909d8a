package io.footnote.index.lucene;

import io.footnote.index.IndexException;
import io.footnote.index.ReadView;
import io.footnote.index.model.AnalyzedToken;
import io.footnote.index.model.Candidate;
import io.footnote.index.model.CandidateRequest;
import io.footnote.index.model.ChunkRecord;
import io.footnote.index.model.Counts;
import io.footnote.index.model.DocumentPage;
import io.footnote.index.model.DocumentPlaces;
import io.footnote.index.model.DocumentQuery;
import io.footnote.index.model.DocumentRecord;
import io.footnote.index.model.Facet;
import io.footnote.index.model.Filter;
import io.footnote.index.model.IndexKind;
import io.footnote.index.model.Manifest;
import io.footnote.index.model.PassageRecord;
import io.footnote.index.model.PolicyIds;
import io.footnote.index.model.QueryText;
import io.footnote.index.model.TermScore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.lucene.document.IntField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * A leased searcher and what its principal may see. Every query built here starts from {@link
 * #scope}, which holds the visibility filter.
 */
final class LuceneReadView implements ReadView {
  private static final Query CHUNKS = new TermQuery(new Term(Fields.KIND, Fields.CHUNK));
  private static final Query DOCUMENTS = new TermQuery(new Term(Fields.KIND, Fields.DOCUMENT));
  private static final Sort BY_DOCUMENT_ID =
      new Sort(new SortField(Fields.DOCUMENT_ID, SortField.Type.STRING));
  private static final Sort BY_ORDINAL =
      new Sort(IntField.newSortField(Fields.ORDINAL, false, SortedNumericSelector.Type.MIN));

  private final ChunkSearcher searcher;
  private final PolicyIds visible;
  private final @Nullable Query visibility;
  private final SearchPool pool;
  private final IndexKind kind;
  private final CandidateSearch candidates;
  private final StoredRecords records;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * @param searcher leased; given back when the view is closed
   * @param visible what the principal may see
   * @param visibility the same as a query; null for everything
   * @param manifest of the index
   */
  LuceneReadView(
      ChunkSearcher searcher,
      PolicyIds visible,
      @Nullable Query visibility,
      SearchPool pool,
      Manifest manifest) {
    this.searcher = searcher;
    this.visible = visible;
    this.visibility = visibility;
    this.pool = pool;
    kind = manifest.kind();
    candidates = new CandidateSearch(searcher, pool, manifest.dimension());
    records = new StoredRecords(searcher);
  }

  @Override
  public long generation() {
    return ((DirectoryReader) searcher.getIndexReader()).getVersion();
  }

  @Override
  public IndexKind kind() {
    return kind;
  }

  @Override
  public PolicyIds visible() {
    return visible;
  }

  @Override
  public List<Candidate> candidates(CandidateRequest request) {
    Filter filter = request.filter();
    if (visibility == null && filter == null) {
      return candidates.candidates(request, null);
    }
    Query scope = filter == null ? scope() : scope(FilterQueries.of(filter));
    return candidates.candidates(request, scope);
  }

  @Override
  public List<PassageRecord> passages(List<String> chunkIds) {
    List<BytesRef> terms = chunkIds.stream().map(BytesRef::new).toList();
    List<ChunkRecord> found =
        read(() ->
            records.chunks(
                scope(CHUNKS, new TermInSetQuery(Fields.CHUNK_ID, terms)),
                Math.max(1, terms.size()),
                Sort.INDEXORDER));
    Map<String, ChunkRecord> chunks = new HashMap<>();
    Map<String, DocumentRecord> documents = new HashMap<>();
    found.forEach(chunk -> chunks.put(chunk.chunkId(), chunk));
    List<PassageRecord> passages = new ArrayList<>(found.size());
    for (String chunkId : new LinkedHashSet<>(chunkIds)) {
      ChunkRecord chunk = chunks.get(chunkId);
      if (chunk != null) {
        DocumentRecord document =
            documents.computeIfAbsent(chunk.documentId(), id -> document(id).orElseThrow());
        passages.add(new PassageRecord(chunk, document));
      }
    }
    return passages;
  }

  @Override
  public Map<String, float[]> vectors(List<String> chunkIds) {
    List<BytesRef> terms = chunkIds.stream().map(BytesRef::new).toList();
    Query wanted = scope(CHUNKS, new TermInSetQuery(Fields.CHUNK_ID, terms));
    return SearchPool.await(
        pool.submit(() -> {
          Hits hits = hits(wanted, Math.max(1, terms.size()));
          String[] ids = hits.values(Fields.CHUNK_ID);
          float[][] vectors = hits.vectors();
          Map<String, float[]> found = new HashMap<>();
          for (int i = 0; i < ids.length; i++) {
            if (vectors[i].length > 0) {
              found.put(ids[i], vectors[i]);
            }
          }
          return found;
        }));
  }

  @Override
  public List<TermScore> termScores(String text, String chunkId) {
    Query wanted = scope(CHUNKS, new TermQuery(new Term(Fields.CHUNK_ID, chunkId)));
    return read(() -> {
      BooleanQuery bag = LexicalQueries.bagOfTerms(List.of(new QueryText(text, 1)), searcher);
      Hits hits = hits(wanted, 1);
      List<TermScore> scores = new ArrayList<>();
      if (bag != null && hits.docs().length > 0) {
        for (BooleanClause clause : bag.clauses()) {
          double score = hits.lexicalScores(clause.query())[0];
          Term term = LexicalQueries.term(clause.query());
          if (score > 0) {
            scores.add(new TermScore(term.field(), term.text(), score));
          }
        }
      }
      scores.sort(Comparator.comparingDouble(TermScore::score).reversed());
      return scores;
    });
  }

  @Override
  public Optional<DocumentPlaces> places(CandidateRequest request, String documentId) {
    Query ofDocument = scope(CHUNKS, ofDocument(documentId));
    Query eligible = scope(CHUNKS, request.filter());
    return SearchPool.await(
        pool.submit(() -> {
          if (searcher.count(ofDocument) == 0) {
            return Optional.empty();
          }
          Query both =
              new BooleanQuery.Builder()
                  .add(eligible, BooleanClause.Occur.FILTER)
                  .add(ofDocument, BooleanClause.Occur.FILTER)
                  .build();
          if (searcher.count(both) == 0) {
            return Optional.of(new DocumentPlaces(false, null, null));
          }
          return Optional.of(new PlaceSearch(searcher).places(request, eligible, ofDocument));
        }));
  }

  private Hits hits(Query query, int most) throws IOException {
    int[] docs =
        Arrays.stream(searcher.search(query, most, Sort.INDEXORDER).scoreDocs)
            .mapToInt(hit -> hit.doc)
            .sorted()
            .toArray();
    return new Hits(searcher, docs);
  }

  @Override
  public List<ChunkRecord> chunks(String documentId, int fromOrdinal, int toOrdinal) {
    if (toOrdinal < fromOrdinal) {
      return List.of();
    }
    int most = (int) Math.min(Integer.MAX_VALUE, (long) toOrdinal - fromOrdinal + 1);
    Query range = IntField.newRangeQuery(Fields.ORDINAL, fromOrdinal, toOrdinal);
    return read(
        () -> records.chunks(scope(CHUNKS, ofDocument(documentId), range), most, BY_ORDINAL));
  }

  @Override
  public Optional<DocumentRecord> document(String documentId) {
    return read(() ->
            records.documents(scope(DOCUMENTS, ofDocument(documentId)), 1, null, BY_DOCUMENT_ID))
        .stream()
        .findFirst();
  }

  @Override
  public List<DocumentRecord> children(String documentId) {
    Query children = new TermQuery(new Term(Fields.PARENT_ID, documentId));
    return read(() ->
        records.documents(scope(DOCUMENTS, children), Integer.MAX_VALUE, null, BY_DOCUMENT_ID));
  }

  @Override
  public DocumentPage documents(DocumentQuery query) {
    Query scope = scope(DOCUMENTS, query.filter());
    String cursor = query.cursor();
    String after = cursor == null ? null : Cursor.decode(cursor);
    List<DocumentRecord> found =
        read(() -> records.documents(scope, query.limit() + 1, after, BY_DOCUMENT_ID));
    if (found.size() <= query.limit()) {
      return new DocumentPage(found, null);
    }
    List<DocumentRecord> page = found.subList(0, query.limit());
    return new DocumentPage(page, Cursor.encode(page.getLast().documentId()));
  }

  @Override
  public Counts counts() {
    return read(() -> new Counts(searcher.count(scope(DOCUMENTS)), searcher.count(scope(CHUNKS))));
  }

  @Override
  public long count(@Nullable Filter filter) {
    return read(() -> searcher.count(scope(DOCUMENTS, filter)));
  }

  @Override
  public List<Facet> facets(@Nullable Filter filter) {
    Query documents = scope(DOCUMENTS, filter);
    return SearchPool.await(pool.submit(() -> new FacetSearch(searcher).facets(documents)));
  }

  @Override
  public Map<String, Long> frequencies(Collection<String> terms, @Nullable Filter filter) {
    return read(() -> {
      Map<String, Long> frequencies = new HashMap<>();
      for (String term : terms) {
        frequencies.put(term, (long) searcher.count(scope(searcher.containing(term), filter)));
      }
      return frequencies;
    });
  }

  @Override
  public List<AnalyzedToken> analyze(String text) {
    return TextAnalysis.tokens(Fields.TEXT, text);
  }

  @Override
  public List<AnalyzedToken> analyze(String text, Set<String> terms) {
    return TextAnalysis.tokens(Fields.TEXT, new WordBeginnings(terms).only(text)).stream()
        .filter(token -> terms.contains(token.term()))
        .toList();
  }

  @Override
  public double idf(String term) {
    return read(() -> searcher.idf(term));
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      read(() -> {
        searcher.getIndexReader().decRef();
        return true;
      });
    }
  }

  private static Query ofDocument(String documentId) {
    return new TermQuery(new Term(Fields.DOCUMENT_ID, documentId));
  }

  private Query scope(Query query, @Nullable Filter filter) {
    return filter == null ? scope(query) : scope(query, FilterQueries.of(filter));
  }

  private Query scope(Query... queries) {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    if (visibility != null) {
      all.add(visibility, BooleanClause.Occur.FILTER);
    }
    for (Query query : queries) {
      all.add(query, BooleanClause.Occur.FILTER);
    }
    return all.build();
  }

  private static <T> T read(Reading<T> reading) {
    try {
      return reading.read();
    } catch (IOException e) {
      throw new IndexException(
          "the index cannot be read: " + e.getMessage() + "; check it with: footnote index verify",
          e);
    }
  }

  private interface Reading<T> {
    T read() throws IOException;
  }
}
