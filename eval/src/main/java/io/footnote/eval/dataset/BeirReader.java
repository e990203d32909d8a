package io.footnote.eval.dataset;

import io.footnote.index.model.Principal;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The layout of the BEIR benchmark (Thakur et al. 2021): {@code corpus.jsonl}, {@code
 * queries.jsonl}, {@code qrels/test.tsv}. Every query is asked by somebody in no group.
 */
final class BeirReader {
  static final String CORPUS = "corpus.jsonl";
  static final String QUERIES = "queries.jsonl";
  static final String QRELS = "qrels/test.tsv";

  private final Path folder;

  BeirReader(Path folder) {
    this.folder = folder;
  }

  EvaluationDataset read() {
    Path corpus = DatasetReader.require(folder, CORPUS);
    Path queriesFile = DatasetReader.require(folder, QUERIES);
    Map<String, Map<String, Integer>> qrels = qrels(DatasetReader.require(folder, QRELS));
    List<EvaluationQuery> queries = new ArrayList<>();
    Set<String> ids = new LinkedHashSet<>();
    JsonLines.read(
        queriesFile,
        (number, line) -> {
          String id = JsonLines.text(queriesFile, number, line, "_id");
          if (!ids.add(id)) {
            throw DatasetException.atLine(queriesFile, number, "query '" + id + "' comes twice");
          }
          queries.add(
              new EvaluationQuery(
                  id,
                  JsonLines.text(queriesFile, number, line, "text"),
                  Principal.anonymous(),
                  JsonLines.flag(queriesFile, number, line, "answerable", true),
                  JsonLines.history(queriesFile, number, line),
                  qrels.getOrDefault(id, Map.of()),
                  Set.of()));
        });
    for (String id : qrels.keySet()) {
      if (!ids.contains(id)) {
        throw new DatasetException(
            folder.resolve(QRELS) + " judges query '" + id + "', which is not in " + QUERIES);
      }
    }
    return new EvaluationDataset(
        DatasetReader.name(folder),
        folder,
        List.of(new DocumentSet(Set.of(), List.of(corpus))),
        new DocumentNames.RecordIds(),
        queries);
  }

  private static Map<String, Map<String, Integer>> qrels(Path file) {
    Map<String, Map<String, Integer>> qrels = new HashMap<>();
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      String line;
      for (int number = 1; (line = reader.readLine()) != null; number++) {
        if (line.isBlank() || (number == 1 && line.startsWith("query-id"))) {
          continue;
        }
        String[] columns = line.split("\t", -1);
        if (columns.length != 3) {
          throw DatasetException.atLine(
              file,
              number,
              "needs three columns separated by tabs (query-id, corpus-id, score), but has "
                  + columns.length);
        }
        qrels
            .computeIfAbsent(columns[0], id -> new HashMap<>())
            .put(DocumentNames.normalize(columns[1]), grade(file, number, columns[2].strip()));
      }
    } catch (IOException e) {
      throw new DatasetException("cannot read " + file + ": " + e.getMessage(), e);
    }
    return qrels;
  }

  private static int grade(Path file, int number, String score) {
    try {
      return Integer.parseInt(score);
    } catch (NumberFormatException e) {
      throw DatasetException.atLine(
          file, number, "the score must be a whole number, but got: '" + score + "'");
    }
  }
}
