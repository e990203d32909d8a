package io.footnote.embed.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.footnote.embed.EmbeddingException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * A model's tokenizer and what was made of its session.
 *
 * @param <M> an embedding model or a cross-encoder
 */
record LoadedModel<M extends AutoCloseable>(TextTokenizer tokenizer, M model) {
  /** Address space, used as far as a graph is deep. */
  private static final long LOADING_STACK_BYTES = 64L << 20;

  /** Makes a model of a session. */
  interface SessionReader<M> {
    M read(OrtEnvironment environment, OrtSession session) throws OrtException;
  }

  /** Loads tokenizer and session side by side: each is half of a start. */
  static <M extends AutoCloseable> LoadedModel<M> load(
      ModelFiles files,
      int maxTokens,
      FileHashes hashes,
      Path cacheFolder,
      SessionReader<M> reader) {
    CompletableFuture<TextTokenizer> loading = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("load-tokenizer")
        .start(() -> {
          try {
            loading.complete(TextTokenizer.load(files.tokenizer(), maxTokens, cacheFolder));
          } catch (RuntimeException | LinkageError e) {
            loading.completeExceptionally(e);
          }
        });
    M model;
    try {
      model = onDeepStack(() -> session(files, hashes, cacheFolder, reader));
    } catch (RuntimeException e) {
      var _ = loading.thenAccept(TextTokenizer::close);
      throw e;
    }
    try {
      return new LoadedModel<>(await(loading), model);
    } catch (RuntimeException e) {
      closeAfter(e, model);
      throw e;
    }
  }

  /** Closes what a failed opening has loaded. */
  void closeAfter(RuntimeException failure) {
    tokenizer.close();
    closeAfter(failure, model);
  }

  private static void closeAfter(RuntimeException failure, AutoCloseable model) {
    try {
      model.close();
    } catch (Exception e) {
      failure.addSuppressed(e);
    }
  }

  private static <M> M session(
      ModelFiles files, FileHashes hashes, Path cacheFolder, SessionReader<M> reader) {
    OrtEnvironment environment = NativeLibraries.onnxRuntime(cacheFolder);
    try {
      String weightsHash = hashes.sha256(files.model());
      OrtSession session = OptimizedGraph.open(environment, files, weightsHash, cacheFolder);
      try {
        return reader.read(environment, session);
      } catch (OrtException | RuntimeException e) {
        session.close();
        throw e;
      }
    } catch (OrtException e) {
      throw new EmbeddingException(
          "%s is not a model ONNX Runtime can load: %s".formatted(files.model(), e.getMessage()),
          e);
    }
  }

  /** ONNX Runtime walks a graph recursively: a thread's usual stack of 1 MB overflows, natively. */
  private static <M> M onDeepStack(Supplier<M> load) {
    FutureTask<M> task = new FutureTask<>(load::get);
    new Thread(null, task, "load-model", LOADING_STACK_BYTES).start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true; // loading cannot be stopped half-way
        } catch (ExecutionException e) {
          if (e.getCause() instanceof EmbeddingException failure) {
            throw new EmbeddingException(String.valueOf(failure.getMessage()), e);
          }
          throw new EmbeddingException("the model could not be loaded: " + e.getCause(), e);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static TextTokenizer await(CompletableFuture<TextTokenizer> loading) {
    try {
      return loading.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof EmbeddingException failure) {
        throw new EmbeddingException(String.valueOf(failure.getMessage()), e);
      }
      throw new EmbeddingException("the tokenizer could not be loaded: " + e.getCause(), e);
    }
  }
}
