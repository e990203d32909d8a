package io.footnote.embed.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import io.footnote.embed.EmbeddingException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Loads the native libraries of ONNX Runtime and the tokenizer from a cache folder.
 *
 * <p>Both vendors can load theirs from their jars, but ONNX Runtime unpacks 28 MB at each start and
 * the tokenizer's loader probes for GPUs and may call home. A process loads a library once: later
 * calls, also with another folder, return what is loaded.
 */
final class NativeLibraries {
  /** Enough for a command line of 2 MB, the most that Linux allows. */
  private static final long RUNTIME_STACK_BYTES = 1L << 30;

  /** What ONNX Runtime's own log calls the program. */
  private static final String NAME = "footnote";

  private static final Object TOKENIZER_LOCK = new Object();
  private static final Object RUNTIME_LOCK = new Object();
  private static boolean tokenizerLoaded;
  private static boolean runtimeLoaded;
  private static volatile boolean keptUntilExit;

  private NativeLibraries() {}

  /** The process-wide ONNX Runtime, loaded at the first call. */
  static OrtEnvironment onnxRuntime(Path cacheFolder) {
    synchronized (RUNTIME_LOCK) {
      if (!runtimeLoaded) {
        Map<String, String> resources = new LinkedHashMap<>();
        for (String name : List.of("onnxruntime", "onnxruntime4j_jni")) {
          String library = System.mapLibraryName(name);
          resources.put(NativePlatform.current().onnxRuntimeResource(library), library);
        }
        Path folder = JarResources.unpack(cacheFolder, "onnxruntime", resources);
        System.setProperty("onnxruntime.native.path", folder.toString());
        runtimeLoaded = true;
      }
      OrtEnvironment environment = createOnDeepStack();
      try {
        environment.setTelemetry(false);
      } catch (OrtException e) {
        throw new EmbeddingException("ONNX Runtime does not let its telemetry be turned off", e);
      }
      return environment;
    }
  }

  /**
   * At its start ONNX Runtime matches the process's command line against a regular expression, by a
   * recursion as deep as the line is long. A line of 15 kB (many files to ingest, a long class
   * path) overflows the stack of an ordinary thread, which ends the process without a word. Only
   * what is used of a stack takes memory.
   */
  private static OrtEnvironment createOnDeepStack() {
    CompletableFuture<OrtEnvironment> created = new CompletableFuture<>();
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                OrtEnvironment environment =
                    OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, NAME);
                keepUntilExit();
                created.complete(environment);
              } catch (RuntimeException | ReflectiveOperationException | LinkageError e) {
                created.completeExceptionally(e);
              }
            },
            "embed-load-runtime",
            RUNTIME_STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
    try {
      return created.join();
    } catch (CompletionException e) {
      throw new EmbeddingException("ONNX Runtime cannot be started: " + e.getCause(), e);
    }
  }

  /**
   * Keeps the native environment alive until the process is gone.
   *
   * <p>The Java binding releases it in a shutdown hook. Hooks run side by side, so that happens
   * under the runs of every other thread, which then read freed memory: an interrupted ingest ended
   * in a SIGSEGV instead of with what it had committed. The native environment counts its
   * references; one more, which nobody releases, makes that hook harmless. The binding offers it to
   * itself alone.
   */
  private static void keepUntilExit() throws ReflectiveOperationException {
    if (keptUntilExit) {
      return;
    }
    Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
    api.setAccessible(true);
    Method create =
        OrtEnvironment.class.getDeclaredMethod("createHandle", long.class, int.class, String.class);
    create.setAccessible(true);
    Object unused =
        create.invoke(
            null, api.getLong(null), OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR.getValue(), NAME);
    keptUntilExit = unused != null;
  }

  /** Loads the tokenizer's library at the first call. */
  @SuppressWarnings("restricted") // native access is granted by the flags every start passes
  static void loadTokenizer(Path cacheFolder) {
    synchronized (TOKENIZER_LOCK) {
      if (tokenizerLoaded) {
        return;
      }
      NativePlatform platform = NativePlatform.current();
      Map<String, String> resources = new LinkedHashMap<>();
      if (platform == NativePlatform.WINDOWS_X64) {
        for (String needed :
            List.of("libwinpthread-1.dll", "libgcc_s_seh-1.dll", "libstdc++-6.dll")) {
          resources.put(platform.tokenizerResource(needed), needed);
        }
      }
      String library = System.mapLibraryName("tokenizers");
      resources.put(platform.tokenizerResource(library), library);
      Path folder = JarResources.unpack(cacheFolder, "tokenizers", resources);
      resources.values().forEach(file -> System.load(folder.resolve(file).toString()));
      tokenizerLoaded = true;
    }
  }
}
