package io.footnote.serve.server.cli;

import io.footnote.index.model.MetadataValue;
import io.footnote.serve.engine.model.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code --meta K=V}: a number, an ISO date or a keyword; the same key again adds a value. */
final class MetadataOption {
  private MetadataOption() {}

  static Map<String, List<MetadataValue>> parse(List<String> pairs) {
    Map<String, List<MetadataValue>> metadata = new TreeMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals < 1 || equals == pair.length() - 1) {
        throw InvalidRequestException.of(
            "meta", "--meta must be KEY=VALUE, but got: '" + pair + "'");
      }
      metadata
          .computeIfAbsent(pair.substring(0, equals), _ -> new ArrayList<>())
          .add(MetadataValue.read(pair.substring(equals + 1)));
    }
    return metadata;
  }
}
