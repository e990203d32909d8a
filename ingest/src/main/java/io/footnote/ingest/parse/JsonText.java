package io.footnote.ingest.parse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.footnote.ingest.parse.ParsedDocument.Kind;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * JSON as lines {@code outer.inner: value}, so that every value stands with its name. An object in
 * a list begins a paragraph. What is not valid JSON is read as text.
 */
final class JsonText {
  private static final int MAX_NESTING = 1000;

  /** Longest path in front of a value; outer names go first. */
  private static final int MAX_PATH = 120;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_NESTING)
                  .maxStringLength(TextBuilder.MAX_CHARACTERS)
                  .build())
          .build();

  private final TextBuilder builder;
  private final StringBuilder paragraph = new StringBuilder();

  /** Names of the open objects' current fields, and empty names for lists, outermost first. */
  private final Deque<String> path = new ArrayDeque<>();

  private String title = "";

  private JsonText(TextBuilder builder) {
    this.builder = builder;
  }

  static ParsedDocument parse(String mime, String json, TextBuilder builder)
      throws UnreadableDocumentException {
    try {
      validate(json);
    } catch (StreamConstraintsException e) {
      throw new UnreadableDocumentException(
          "it is nested more than %d levels deep".formatted(MAX_NESTING), e);
    } catch (JsonProcessingException e) {
      return PlainText.parseCode(mime, json);
    } catch (IOException e) {
      throw new UnreadableDocumentException(UnreadableReasons.firstLine(e.getMessage()), e);
    }
    JsonText text = new JsonText(builder);
    try (JsonParser parser = FACTORY.createParser(json)) {
      text.read(parser);
    } catch (IOException e) {
      throw new UnreadableDocumentException(UnreadableReasons.firstLine(e.getMessage()), e);
    }
    text.endParagraph();
    return builder.build(text.title, mime, "und", Map.of(), List.of());
  }

  private static void validate(String json) throws IOException {
    try (JsonParser parser = FACTORY.createParser(json)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken().isScalarValue()) {
          parser.getTextLength();
        }
      }
    }
  }

  private void read(JsonParser parser) throws IOException {
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      switch (token) {
        case START_ARRAY -> path.addLast("");
        case START_OBJECT -> {
          if (inList()) {
            endParagraph();
          }
          path.addLast("");
        }
        case END_ARRAY, END_OBJECT -> {
          path.removeLast();
          if (token == JsonToken.END_OBJECT && inList()) {
            endParagraph();
          }
        }
        case FIELD_NAME -> {
          path.removeLast();
          path.addLast(parser.currentName());
        }
        case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
            value(parser.getText());
        case VALUE_NULL, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> {}
      }
    }
  }

  private boolean inList() {
    return !path.isEmpty() && path.getLast().isEmpty();
  }

  private void value(String text) {
    if (text.isBlank()) {
      return;
    }
    if (title.isEmpty()
        && path.size() == 1
        && (path.getLast().equals("title") || path.getLast().equals("name"))) {
      title = text;
    }
    String name = name();
    if (text.indexOf('\n') >= 0) {
      // A text of its own, with paragraphs.
      endParagraph();
      if (!name.isEmpty()) {
        paragraph.append(name).append(":\n");
      }
      for (String part : text.replace("\r\n", "\n").split("\n\n", -1)) {
        paragraph.append(part);
        endParagraph();
      }
      return;
    }
    paragraph.append(paragraph.isEmpty() ? "" : "\n");
    paragraph.append(name).append(name.isEmpty() ? "" : ": ").append(text);
  }

  private String name() {
    StringBuilder name = new StringBuilder();
    for (Iterator<String> inner = path.descendingIterator(); inner.hasNext(); ) {
      String part = inner.next();
      if (!part.isEmpty()) {
        if (name.length() + part.length() > MAX_PATH) {
          break;
        }
        name.insert(0, name.isEmpty() ? part : part + ".");
      }
    }
    return name.toString();
  }

  private void endParagraph() {
    builder.block(Kind.PARAGRAPH, 0, paragraph);
    paragraph.setLength(0);
  }
}
