package io.footnote.ingest.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MimeTypeException;
import org.apache.tika.mime.MimeTypes;

/**
 * What documents inside others are called: a relative path without control characters and without
 * {@code ..}. Names only label; nothing is ever written under them.
 */
final class MemberNames {
  /** Between an archive and what lies in it. */
  static final String INSIDE = "!/";

  private static final int LONGEST = 300;

  private MemberNames() {}

  /** What the document around it calls it; empty if it has no name. */
  static String of(Metadata metadata) {
    String name = metadata.get(TikaCoreProperties.RESOURCE_NAME_KEY);
    return name == null ? "" : clean(name);
  }

  static String clean(String name) {
    List<String> segments = new ArrayList<>();
    for (String segment : name.replace('\\', '/').split("/", -1)) {
      String shown = Whitespace.collapse(segment).replace('\n', ' ');
      if (!shown.isEmpty() && !shown.equals(".") && !shown.equals("..")) {
        segments.add(shown);
      }
    }
    String path = String.join("/", segments);
    return path.length() > LONGEST ? path.substring(path.length() - LONGEST) : path;
  }

  /** With a name for what has none: its number, and the extension of what it is said to be. */
  static String orNumber(String name, int number, String mime) {
    if (!name.isEmpty()) {
      return name;
    }
    String type = mime.replaceFirst(";.*", "").strip();
    try {
      return "attachment-" + number + MimeTypes.getDefaultMimeTypes().forName(type).getExtension();
    } catch (MimeTypeException e) {
      return "attachment-" + number;
    }
  }

  /** What a compressed file is called once it is unpacked: {@code a.tar.gz} is {@code a.tar}. */
  static String uncompressed(String name) {
    int dot = name.lastIndexOf('.');
    if (dot <= 0) {
      return name;
    }
    String stem = name.substring(0, dot);
    return name.substring(dot + 1).matches("(?i)t[gbx]z2?") ? stem + ".tar" : stem;
  }

  /** The name itself, or where it is taken one with a number before the extension. */
  static String distinct(String name, Set<String> taken) {
    String free = name;
    int dot = name.lastIndexOf('.') > name.lastIndexOf('/') + 1 ? name.lastIndexOf('.') : -1;
    for (int number = 2; !taken.add(free); number++) {
      free =
          dot < 0
              ? name + " (" + number + ")"
              : name.substring(0, dot) + " (" + number + ")" + name.substring(dot);
    }
    return free;
  }
}
