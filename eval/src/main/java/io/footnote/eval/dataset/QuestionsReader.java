package io.footnote.eval.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import io.footnote.index.model.Principal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Documents in {@code documents/} and {@code questions.jsonl} beside it. A line has {@code id},
 * {@code question}, {@code answerable}, {@code evidence} (a list of {@code file} and, where the
 * format has pages, {@code page} from 1) and optionally {@code principal} ({@code user}, {@code
 * groups}) and {@code history}. A document named by the evidence is relevant with grade 1.
 */
final class QuestionsReader {
  static final String QUESTIONS = "questions.jsonl";
  static final String DOCUMENTS = "documents";

  private final Path folder;
  private final Path questions;
  private final Map<String, Path> files;
  private final Set<String> ids = new HashSet<>();

  QuestionsReader(Path folder) {
    this.folder = folder;
    questions = DatasetReader.require(folder, QUESTIONS);
    files = list(DatasetReader.require(folder, DOCUMENTS));
  }

  EvaluationDataset read() {
    List<EvaluationQuery> queries = new ArrayList<>();
    JsonLines.read(questions, (number, line) -> queries.add(question(number, line)));
    AccessRules rules = AccessRules.of(folder);
    Map<Set<String>, List<Path>> byReaders = new HashMap<>();
    files.forEach((name, file) ->
        byReaders.computeIfAbsent(rules.of(name), readers -> new ArrayList<>()).add(file));
    List<DocumentSet> documents = new ArrayList<>();
    byReaders.forEach((readers, members) -> documents.add(new DocumentSet(readers, members)));
    documents.sort(
        (a, b) -> String.join(",", a.acl()).compareTo(String.join(",", b.acl()))); // public first
    return new EvaluationDataset(
        DatasetReader.name(folder),
        folder,
        documents,
        new DocumentNames.RelativePaths(folder.resolve(DOCUMENTS), files.keySet(), recordIds()),
        queries);
  }

  private EvaluationQuery question(int number, JsonNode line) {
    String id = JsonLines.text(questions, number, line, "id");
    if (!ids.add(id)) {
      throw DatasetException.atLine(questions, number, "question '" + id + "' comes twice");
    }
    Map<String, Integer> relevance = new HashMap<>();
    Set<PageKey> pages = new TreeSet<>();
    for (JsonNode evidence : line.path("evidence")) {
      String file = DocumentNames.normalize(JsonLines.text(questions, number, evidence, "file"));
      if (!files.containsKey(file)) {
        throw DatasetException.atLine(
            questions, number, "evidence names '" + file + "', which is not in " + DOCUMENTS + "/");
      }
      relevance.put(file, 1);
      JsonNode page = evidence.path("page");
      if (page.isInt() && page.intValue() > 0) {
        pages.add(new PageKey(file, page.intValue()));
      } else if (!page.isMissingNode()) {
        throw DatasetException.atLine(
            questions, number, "a page must be a whole number from 1, but got: " + page);
      }
    }
    return new EvaluationQuery(
        id,
        JsonLines.text(questions, number, line, "question"),
        principal(number, line.path("principal")),
        JsonLines.flag(questions, number, line, "answerable", true),
        JsonLines.history(questions, number, line),
        relevance,
        pages);
  }

  private Principal principal(int number, JsonNode principal) {
    if (principal.isMissingNode() || principal.isNull()) {
      return Principal.anonymous();
    }
    Set<String> groups = new TreeSet<>();
    principal.path("groups").forEach(group -> groups.add(group.asText()));
    return new Principal(
        JsonLines.text(questions, number, principal, "user"), groups, /* operator= */ false);
  }

  /** Ids of the records in JSONL files, which are the sources of their documents. */
  private Map<String, String> recordIds() {
    Map<String, String> records = new HashMap<>();
    files.forEach((name, file) -> {
      if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
        JsonLines.read(
            file,
            (number, record) -> {
              String id = record.path("_id").asText(record.path("id").asText());
              if (!id.isEmpty()) {
                records.put(id, name);
              }
            });
      }
    });
    return records;
  }

  /** Files by name relative to the folder, hidden ones left out as ingestion does. */
  private static Map<String, Path> list(Path documents) {
    Map<String, Path> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(documents)) {
      walk.filter(Files::isRegularFile)
          .forEach(file -> {
            String name = documents.relativize(file).toString().replace('\\', '/');
            if (!name.startsWith(".") && !name.contains("/.")) {
              files.put(DocumentNames.normalize(name), file);
            }
          });
    } catch (IOException e) {
      throw new DatasetException("cannot list " + documents + ": " + e.getMessage(), e);
    }
    if (files.isEmpty()) {
      throw new DatasetException(documents + " holds no documents");
    }
    return files;
  }
}
