package io.footnote.index.lucene;

import static io.footnote.index.SampleDocuments.document;
import static org.assertj.core.api.Assertions.assertThat;

import io.footnote.index.ChunkIndex;
import io.footnote.index.model.Manifest;
import io.footnote.index.model.PolicyIds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FilterMergePolicy;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SegmentCommitInfo;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A document is deleted and purged while a merge is under way that began with it. */
class PurgeDuringMergeTest {
  private static final Manifest MANIFEST =
      new Manifest(1, "A", "aaaaaaaaaaaaaaaaaaaa", 16, "dot_product", "english-1", "c-1");

  @TempDir Path folder;
  private final CountDownLatch merging = new CountDownLatch(1);
  private final CountDownLatch passedOver = new CountDownLatch(1);

  @Test
  @Timeout(60)
  void nothingThatTheMergeCarriedOverIsLeft() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(2);
        SearchPool searches = new SearchPool(1);
        ChunkIndex index = open(threads, searches)) {
      document("kept", "alpha").putInto(index);
      index.commit();
      document("d", "zyzzyva").putInto(index);
      index.commit();
      assertThat(index.settle(Duration.ZERO)).as("settled at once").isFalse();
      merging.await();
      assertThat(index.delete("d")).isOne();
      index.commit();
      assertThat(filesWith("zyzzyva")).isNotEmpty();
      index.purge();
      assertThat(filesWith("zyzzyva")).isEmpty();
    }
  }

  private ChunkIndex open(ExecutorService threads, SearchPool searches) throws IOException {
    PooledMergeScheduler merges = new PooledMergeScheduler("test", threads);
    Directory directory = new MMapDirectory(folder);
    IndexWriter writer =
        new IndexWriter(
            directory,
            new IndexWriterConfig(TextAnalysis.analyzer())
                .setCodec(new QuantizedCodec())
                .setCommitOnClose(false)
                .setMaxFullFlushMergeWaitMillis(0)
                .setMergeScheduler(merges)
                .setMergePolicy(new SlowMerges()));
    writer.setLiveCommitData(ManifestCodec.encode(MANIFEST).entrySet());
    writer.commit();
    Views views =
        new Views(
            folder,
            DirectoryReader.open(directory),
            MANIFEST,
            _ -> PolicyIds.everything(),
            searches);
    return new LuceneChunkIndex(folder, directory, writer, merges, views, new RamBudget(1 << 20));
  }

  private List<String> filesWith(String word) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> holds(file, word))
          .map(file -> file.getFileName().toString())
          .toList();
    }
  }

  private static boolean holds(Path file, String word) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(word);
    } catch (IOException e) {
      throw new AssertionError(file + " cannot be read", e);
    }
  }

  /** What settling merges goes on when purging has looked for segments to rewrite. */
  private final class SlowMerges extends FilterMergePolicy {
    SlowMerges() {
      super(new SegmentMerges(1 << 30));
    }

    @Override
    public @Nullable MergeSpecification findForcedMerges(
        SegmentInfos infos,
        int maxSegments,
        Map<SegmentCommitInfo, Boolean> segmentsToMerge,
        MergeContext context)
        throws IOException {
      MergeSpecification found =
          super.findForcedMerges(infos, maxSegments, segmentsToMerge, context);
      if (found != null) {
        found.merges.replaceAll(merge -> new SlowMerge(merge.segments));
      }
      return found;
    }

    @Override
    public @Nullable MergeSpecification findForcedDeletesMerges(
        SegmentInfos infos, MergeContext context) throws IOException {
      MergeSpecification found = super.findForcedDeletesMerges(infos, context);
      passedOver.countDown();
      return found;
    }

    private final class SlowMerge extends OneMerge {
      SlowMerge(List<SegmentCommitInfo> segments) {
        super(segments);
      }

      @Override
      public CodecReader wrapForMerge(CodecReader reader) throws IOException {
        merging.countDown();
        try {
          passedOver.await();
        } catch (InterruptedException e) {
          throw new IOException("the merge was interrupted", e);
        }
        return super.wrapForMerge(reader);
      }
    }
  }
}
