package io.footnote.embed.onnx;

import io.footnote.embed.EmbeddingException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Unpacks files from jars into a cache folder, once.
 *
 * <p>The folder's name holds a checksum made of the size and CRC-32 of each entry, which a jar's
 * directory lists, so nothing is decompressed to find out that the files are there. Each file is
 * written under another name and moved, so a reader, also one in another process, never sees half
 * of one; a file of the wrong size is replaced.
 */
final class JarResources {
  private JarResources() {}

  /**
   * @param cacheFolder made when it is missing
   * @param group first part of the folder's name
   * @param resources resource name to file name
   * @return the folder, which holds all files
   * @throws EmbeddingException if a resource is not in the class path or a file cannot be written
   */
  static Path unpack(Path cacheFolder, String group, Map<String, String> resources) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    CRC32 checksum = new CRC32();
    resources.forEach((resource, fileName) -> {
      Entry entry = entry(resource);
      entries.put(fileName, entry);
      checksum.update(
          (fileName + ' ' + entry.size + ' ' + entry.tag + '\n').getBytes(StandardCharsets.UTF_8));
    });
    Path folder =
        cacheFolder.toAbsolutePath().resolve("%s-%08x".formatted(group, checksum.getValue()));
    try {
      Files.createDirectories(folder);
      for (Map.Entry<String, Entry> entry : entries.entrySet()) {
        Path file = folder.resolve(entry.getKey());
        if (!isComplete(file, entry.getValue())) {
          unpack(entry.getValue(), file);
        }
      }
    } catch (IOException e) {
      throw new EmbeddingException(
          "cannot unpack %s into %s: %s; check that the folder is writable and has space left"
              .formatted(resources.keySet(), folder, e),
          e);
    }
    return folder;
  }

  private static boolean isComplete(Path file, Entry entry) throws IOException {
    return Files.isRegularFile(file) && Files.size(file) == entry.size;
  }

  private static void unpack(Entry entry, Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path temporary = Files.createTempFile(folder, "unpacking", ".tmp");
    try {
      try (InputStream in = entry.url.openStream()) {
        Files.copy(in, temporary, StandardCopyOption.REPLACE_EXISTING);
      }
      moveInto(temporary, file);
    } catch (FileSystemException e) {
      // Where a library in use cannot be replaced, another process was faster: its file will do.
      if (!isComplete(file, entry)) {
        throw e;
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  static void moveInto(Path temporary, Path file) throws IOException {
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Entry entry(String resource) {
    URL url = JarResources.class.getResource(resource);
    if (url == null) {
      throw new EmbeddingException(
          "resource %s is not in the class path; add the jar that holds it".formatted(resource));
    }
    try {
      URLConnection connection = url.openConnection();
      if (connection instanceof JarURLConnection jar) {
        return new Entry(url, jar.getJarEntry().getSize(), jar.getJarEntry().getCrc());
      }
      return new Entry(url, connection.getContentLengthLong(), connection.getLastModified());
    } catch (IOException e) {
      throw new EmbeddingException("cannot read resource " + url + ": " + e.getMessage(), e);
    }
  }

  private record Entry(URL url, long size, long tag) {}
}
