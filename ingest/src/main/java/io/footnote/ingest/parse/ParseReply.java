package io.footnote.ingest.parse;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** What a parser process made of a file; travels as JSON. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ParseReply.Read.class, name = "read"),
  @JsonSubTypes.Type(value = ParseReply.Refused.class, name = "refused"),
  @JsonSubTypes.Type(value = ParseReply.OverLimit.class, name = "over_limit")
})
sealed interface ParseReply {

  /**
   * It was read.
   *
   * @param document its own text, which may be empty
   * @param members documents inside, which were put aside
   * @param scannedPages pages, from 1, that hold a picture but no text
   */
  record Read(ParsedDocument document, List<Member> members, List<Integer> scannedPages)
      implements ParseReply {
    public Read {
      members = List.copyOf(members);
      scannedPages = List.copyOf(scannedPages);
    }
  }

  /** It could not be read; the reason is one sentence for people. */
  record Refused(String reason) implements ParseReply {}

  /** More lies in it than may be unpacked. */
  record OverLimit(String reason) implements ParseReply {}

  /**
   * A document inside another one.
   *
   * @param file name of the file in the order's folder
   * @param name what it is called there; empty if it has no name
   * @param mime what the document around it says it is; empty if that says nothing
   */
  record Member(String file, String name, String mime) {}
}
