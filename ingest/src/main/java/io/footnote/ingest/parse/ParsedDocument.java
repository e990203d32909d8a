package io.footnote.ingest.parse;

import io.footnote.embed.Hashes;
import io.footnote.index.model.MetadataValue;
import io.footnote.index.model.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A document as extracted text with its structure. Every offset counts UTF-16 code units in {@code
 * text}.
 *
 * @param title what the document calls itself; empty if it does not, its record in the index then
 *     has a title made from its name
 * @param mime detected media type
 * @param language what the document declares, ISO 639-1, or {@code und}; see {@link
 *     LanguageDetector}
 * @param text the whole extracted text
 * @param pages where each page, slide or sheet stands, in order and without overlap; empty where
 *     the format has none
 * @param blocks structure in order of their start
 * @param metadata what the document says of itself, for example {@code author}
 * @param attachments documents found inside at any depth, already parsed, under distinct names
 * @param unread what was found inside and is not in {@code attachments}
 */
public record ParsedDocument(
    String title,
    String mime,
    String language,
    String text,
    List<Span> pages,
    List<Block> blocks,
    Map<String, List<MetadataValue>> metadata,
    List<Attachment> attachments,
    List<Unread> unread) {
  public ParsedDocument {
    pages = List.copyOf(pages);
    blocks = List.copyOf(blocks);
    metadata = Map.copyOf(metadata);
    attachments = List.copyOf(attachments);
    unread = List.copyOf(unread);
  }

  /** With nothing left unread. */
  public ParsedDocument(
      String title,
      String mime,
      String language,
      String text,
      List<Span> pages,
      List<Block> blocks,
      Map<String, List<MetadataValue>> metadata,
      List<Attachment> attachments) {
    this(title, mime, language, text, pages, blocks, metadata, attachments, List.of());
  }

  /** The same text with other documents inside. */
  ParsedDocument with(List<Attachment> inside, List<Unread> left) {
    return new ParsedDocument(title, mime, language, text, pages, blocks, metadata, inside, left);
  }

  /**
   * The same document without some of what lies in it.
   *
   * @param contentHash its own
   * @param deleted content hashes of what is left out
   */
  public ParsedDocument without(String contentHash, Set<String> deleted) {
    List<Attachment> inside = new ArrayList<>();
    List<Unread> left = new ArrayList<>(unread);
    for (Attachment attachment : attachments) {
      if (deleted.contains(attachment.contentHash(contentHash))) {
        left.add(new Unread(attachment.name(), "it was deleted", Cause.DELETED));
      } else {
        inside.add(attachment);
      }
    }
    return inside.size() == attachments.size() ? this : with(inside, left);
  }

  /** Whether something in it was refused by others than {@code reader}. */
  public boolean wasRefusedByOthers(String reader) {
    return unread.stream()
        .anyMatch(part -> part.cause() == Cause.REFUSED && !reader.equals(part.refusedBy()));
  }

  /** Whether people deleted something in it. */
  public boolean lacksDeleted() {
    return unread.stream().anyMatch(part -> part.cause() == Cause.DELETED);
  }

  /**
   * A structural unit.
   *
   * @param level 1 to 6 for headings, else 0
   * @param span without surrounding white space
   */
  public record Block(Kind kind, int level, Span span) {}

  /** What a block is. */
  public enum Kind {
    HEADING,
    PARAGRAPH,
    LIST_ITEM,
    /**
     * First row of a table when it names the columns; repeated as context of the table's chunks.
     */
    TABLE_HEADER,
    TABLE_ROW,
    CODE
  }

  /** A document inside another one, under the name it has there. */
  public record Attachment(String name, ParsedDocument document) {
    /**
     * What stands for its content.
     *
     * @param holder content hash of the document it is in
     */
    public String contentHash(String holder) {
      return Hashes.sha256Hex(holder + "!/" + name);
    }
  }

  /**
   * A part that could not be read.
   *
   * @param name of a document inside; empty for pages of the document itself
   * @param reason one sentence for people
   * @param refusedBy what would refuse the same bytes again, see {@link DocumentParser#reader()};
   *     null unless the cause is {@link Cause#REFUSED}
   */
  public record Unread(String name, String reason, Cause cause, @Nullable String refusedBy) {
    public Unread(String name, String reason, Cause cause) {
      this(name, reason, cause, null);
    }
  }

  /** Why a part was not read. */
  public enum Cause {
    /** Its parser failed; it is tried again with the next ingest. */
    FAILED,
    /** It is damaged, locked or the like, and would be refused again by the same parser. */
    REFUSED,
    /** There is no text in it. */
    NO_TEXT,
    /** It is a picture, and no program is installed that reads pictures. */
    SCANNED,
    /** It was read, and people deleted it. */
    DELETED
  }
}
