package io.footnote.embed.onnx;

import io.footnote.embed.EmbeddingException;
import java.util.Locale;

/** The operating system and processor, as the native libraries' folders call them. */
enum NativePlatform {
  LINUX_X64("linux-x64", "linux-x86_64"),
  LINUX_ARM64("linux-aarch64", "linux-aarch64"),
  MAC_ARM64("osx-aarch64", "osx-aarch64"),
  WINDOWS_X64("win-x64", "win-x86_64");

  private final String onnxRuntimeFolder;
  private final String tokenizerFolder;

  NativePlatform(String onnxRuntimeFolder, String tokenizerFolder) {
    this.onnxRuntimeFolder = onnxRuntimeFolder;
    this.tokenizerFolder = tokenizerFolder;
  }

  static NativePlatform current() {
    return of(System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  static NativePlatform of(String osName, String osArch) {
    String os = osName.toLowerCase(Locale.ROOT);
    boolean arm = osArch.equals("aarch64") || osArch.equals("arm64");
    boolean intel = osArch.equals("amd64") || osArch.equals("x86_64");
    if (os.contains("linux") && intel) {
      return LINUX_X64;
    }
    if (os.contains("linux") && arm) {
      return LINUX_ARM64;
    }
    if (os.contains("mac") && arm) {
      return MAC_ARM64;
    }
    if (os.contains("windows") && intel) {
      return WINDOWS_X64;
    }
    throw new EmbeddingException(
        "local embedding needs Linux on x86-64 or ARM64, macOS on ARM64 or Windows on x86-64, but this is %s on %s"
            .formatted(osName, osArch));
  }

  String onnxRuntimeResource(String library) {
    return "/ai/onnxruntime/native/" + onnxRuntimeFolder + "/" + library;
  }

  String tokenizerResource(String library) {
    return "/native/lib/" + tokenizerFolder + "/cpu/" + library;
  }
}
