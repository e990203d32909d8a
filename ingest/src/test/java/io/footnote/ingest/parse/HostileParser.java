package io.footnote.ingest.parse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.xml.sax.ContentHandler;

/**
 * A parser that hangs, exits, overflows its stack or eats memory, as its file says; registered for
 * the tests alone.
 */
public final class HostileParser implements Parser {
  private static final long serialVersionUID = 1L;

  @Override
  public Set<MediaType> getSupportedTypes(ParseContext context) {
    return Set.of(MediaType.application("x-bibtex-text-file"));
  }

  @Override
  public void parse(InputStream in, ContentHandler handler, Metadata metadata, ParseContext context)
      throws IOException {
    String wish = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    if (wish.contains("eat memory")) {
      List<byte[]> eaten = new ArrayList<>();
      while (eaten.size() < Integer.MAX_VALUE) {
        eaten.add(new byte[10_000_000]);
      }
    } else if (wish.contains("hang")) {
      while (!wish.isEmpty()) {
        Thread.onSpinWait();
      }
    } else if (wish.contains("overflow")) {
      overflow(0);
    } else if (wish.contains("exit")) {
      Runtime.getRuntime().halt(7);
    }
    throw new IOException("the list is broken");
  }

  private static long overflow(long depth) {
    return depth < 0 ? 0 : 1 + overflow(depth + 1);
  }
}
