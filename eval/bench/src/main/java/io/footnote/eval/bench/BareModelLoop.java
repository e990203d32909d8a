package io.footnote.eval.bench;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.footnote.embed.BackgroundThreads;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The baseline: the default model in a plain ONNX Runtime session, fully optimized, one sequence
 * and one thread to a run, over sequences that were tokenized before, the longest first. It does
 * nothing with what comes out. Its threads are as nice as those of Footnote's bulk work.
 *
 * <p>To be made after an embedder was opened, which loads the native libraries.
 */
final class BareModelLoop implements EmbeddingLoop {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final List<long[]> sequences;
  private final int threads;
  private final ExecutorService pool;

  BareModelLoop(List<String> texts, int maxTokens, int threads) throws IOException, OrtException {
    this.threads = threads;
    sequences = tokenize(texts, maxTokens);
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(OptLevel.ALL_OPT);
      session = environment.createSession(resource("/bge-small-en-v1.5-q.onnx"), options);
    }
    pool = Executors.newFixedThreadPool(threads, BackgroundThreads.factory("bare-"));
  }

  @Override
  public String name() {
    return "bare";
  }

  @Override
  public long run(int from, int to) {
    List<long[]> some =
        sequences.subList(from, to).stream()
            .sorted(Comparator.comparingInt(ids -> -ids.length))
            .toList();
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      running.add(
          pool.submit(() -> {
            for (int k = next.getAndIncrement(); k < some.size(); k = next.getAndIncrement()) {
              run(some.get(k));
            }
            return null;
          }));
    }
    for (Future<?> one : running) {
      try {
        one.get();
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException("the bare loop failed", e);
      }
    }
    return some.stream().mapToLong(ids -> ids.length).sum();
  }

  private void run(long[] ids) throws OrtException {
    long[] shape = {1, ids.length};
    long[] mask = new long[ids.length];
    Arrays.fill(mask, 1);
    try (OnnxTensor input = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
        OnnxTensor attention = OnnxTensor.createTensor(environment, LongBuffer.wrap(mask), shape);
        OnnxTensor types =
            OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[ids.length]), shape)) {
      session
          .run(Map.of("input_ids", input, "attention_mask", attention, "token_type_ids", types))
          .close();
    }
  }

  private static List<long[]> tokenize(List<String> texts, int maxTokens) throws IOException {
    TokenizersLibrary library = TokenizersLibrary.LIB;
    long tokenizer =
        library.createTokenizerFromString(
            new String(resource("/bge-small-en-v1.5-q-tokenizer.json"), StandardCharsets.UTF_8));
    try {
      library.setTruncation(tokenizer, maxTokens, "LONGEST_FIRST", 0);
      List<long[]> sequences = new ArrayList<>();
      for (String text : texts) {
        long encoding = library.encode(tokenizer, text, true);
        sequences.add(library.getTokenIds(encoding));
        library.deleteEncoding(encoding);
      }
      return sequences;
    } finally {
      library.deleteTokenizer(tokenizer);
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = BareModelLoop.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(name + " is not in the class path");
      }
      return in.readAllBytes();
    }
  }

  @Override
  public void close() {
    pool.shutdown();
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("the bare loop could not be closed", e);
    }
  }
}
