package io.footnote.embed.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.embed.EmbeddingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativePlatformTest {
  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, LINUX_X64, libonnxruntime.so, libtokenizers.so",
    "Linux, aarch64, LINUX_ARM64, libonnxruntime.so, libtokenizers.so",
    "Mac OS X, aarch64, MAC_ARM64, libonnxruntime.dylib, libtokenizers.dylib",
    "Windows 11, amd64, WINDOWS_X64, onnxruntime.dll, tokenizers.dll",
  })
  void bothVendorsShipForEachPlatform(
      String os, String arch, NativePlatform platform, String runtime, String tokenizer) {
    assertThat(NativePlatform.of(os, arch)).isEqualTo(platform);
    assertThat(getClass().getResource(platform.onnxRuntimeResource(runtime))).isNotNull();
    assertThat(getClass().getResource(platform.tokenizerResource(tokenizer))).isNotNull();
  }

  @Test
  void othersAreRefused() {
    assertThatThrownBy(() -> NativePlatform.of("Mac OS X", "x86_64"))
        .isInstanceOf(EmbeddingException.class)
        .hasMessage(
            "local embedding needs Linux on x86-64 or ARM64, macOS on ARM64 or Windows on x86-64, but this is Mac OS X on x86_64");
  }
}
