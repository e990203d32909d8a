package io.footnote.ingest.parse;

import io.footnote.ingest.parse.ParseReply.Member;
import io.footnote.ingest.parse.ParsedDocument.Attachment;
import io.footnote.ingest.parse.ParsedDocument.Cause;
import io.footnote.ingest.parse.ParsedDocument.Kind;
import io.footnote.ingest.parse.ParsedDocument.Unread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one file and the documents inside it, at any depth, each by itself: what fails among them
 * is named and the rest is kept. Together they have one budget; who exceeds it is taken for a bomb,
 * and nothing of the file is read. Used by one thread.
 */
final class Unpacking implements AutoCloseable {
  /** A file whose members end so many parser processes is given up. */
  private static final int MAX_LOST_PARSERS = 8;

  private static final Logger LOG = LoggerFactory.getLogger(Unpacking.class);

  private final ParserProcesses processes;
  private final Pictures pictures;
  private final ParserLimits limits;
  private final String reader;
  private final Spool.Folder folder;
  private final List<Attachment> attachments = new ArrayList<>();
  private final List<Unread> unread = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private long bytesLeft;
  private int membersLeft;
  private long charactersLeft = TextBuilder.MAX_CHARACTERS;
  private int lostParsers;

  /**
   * @param reader names the parser with its limits
   * @param size of the file, in bytes
   */
  Unpacking(
      ParserProcesses processes,
      Pictures pictures,
      Spool spool,
      ParserLimits limits,
      String reader,
      long size)
      throws IOException {
    this.processes = processes;
    this.pictures = pictures;
    this.limits = limits;
    this.reader = reader;
    this.folder = spool.folder();
    this.bytesLeft = limits.archives().maxBytes(size);
    this.membersLeft = limits.archives().maxMembers();
  }

  /** See {@link DocumentParser#parse}. */
  ParsedDocument read(Path file, String name, String mime)
      throws UnreadableDocumentException, IOException {
    ParsedDocument document;
    if (MediaTypes.isPlain(mime)) {
      document = plain(file, name, mime);
    } else {
      document = one(folder.copy(file, name), name, mime, "", 1);
    }
    if (document.text().isBlank()) {
      throw nothing(document.mime());
    }
    return document.with(attachments, unread);
  }

  private UnreadableDocumentException nothing(String mime) {
    return first(Cause.FAILED)
        .map(part -> new UnreadableDocumentException(nothingBut(part)))
        .or(() -> first(Cause.REFUSED).map(part -> new RefusedException(nothingBut(part))))
        .or(() -> first(Cause.SCANNED).map(part -> new ScannedException(part.reason())))
        .orElseGet(() -> new NoTextException("it has no text (%s)".formatted(mime)));
  }

  private Optional<Unread> first(Cause cause) {
    return unread.stream().filter(part -> part.cause() == cause).findFirst();
  }

  private static String nothingBut(Unread part) {
    return "nothing in it could be read, for example %s: %s".formatted(part.name(), part.reason());
  }

  @Override
  public void close() {
    folder.close();
  }

  private static ParsedDocument plain(Path file, String name, String mime)
      throws UnreadableDocumentException, IOException {
    try {
      String text = TextFile.read(file);
      return MediaTypes.isCode(mime)
          ? PlainText.parseCode(mime, text)
          : PlainText.parse("", mime, text, Map.of());
    } catch (TextBuilder.TextTooLongException e) {
      throw new RefusedException(String.valueOf(e.getMessage()), e);
    } catch (RuntimeException e) {
      LOG.warn("reading {} failed", name, e);
      throw new UnreadableDocumentException(
          "the parser failed on it (%s)".formatted(e.getClass().getSimpleName()), e);
    }
  }

  /**
   * One document in the spool; what lies in it is added to the attachments.
   *
   * @param path the names of the documents around it and its own; empty for the file itself
   */
  private ParsedDocument one(Path file, String name, String mime, String path, int depth)
      throws UnreadableDocumentException, IOException {
    if (MediaTypes.isPlain(mime)) {
      return plain(file, name, mime);
    }
    ParseOrder order =
        new ParseOrder(
            name,
            mime,
            limits.maxCharacters(),
            folder.inside().toString(),
            membersLeft,
            bytesLeft,
            null);
    ParseReply.Read read =
        readPictures(file, order, understood(processes.parse(file, order)), path);
    if (!read.members().isEmpty() && depth >= limits.archives().maxDepth()) {
      throw new ArchiveLimitException(
          "archives are nested in it more than %d levels deep; unpack it yourself"
              .formatted(limits.archives().maxDepth()));
    }
    ParsedDocument document = read.document();
    if (MediaTypes.isCompressed(document.mime()) && read.members().size() == 1) {
      Path unpacked = Path.of(order.folder()).resolve(read.members().getFirst().file());
      String inner = MemberNames.uncompressed(name);
      bytesLeft -= Files.size(unpacked);
      return one(unpacked, inner, MediaTypes.detect(unpacked, inner), path, depth + 1);
    }
    int before = attachments.size();
    boolean listed = MediaTypes.isCollection(document.mime());
    int number = 0;
    for (Member member : read.members()) {
      String own = MemberNames.orNumber(member.name(), ++number, member.mime());
      member(
          Path.of(order.folder()).resolve(member.file()),
          own,
          path.isEmpty() ? own : path + MemberNames.INSIDE + own,
          listed,
          depth + 1);
    }
    if (document.text().isBlank()) {
      document = listing(document, attachments.subList(before, attachments.size()), read, path);
    }
    return document;
  }

  private void member(Path file, String name, String path, boolean listed, int depth)
      throws UnreadableDocumentException, IOException {
    membersLeft--;
    bytesLeft -= Files.size(file);
    int place = attachments.size();
    String distinct = MemberNames.distinct(path, names);
    try {
      if (Files.size(file) == 0) {
        throw new NoTextException("it has no text (an empty file)");
      }
      ParsedDocument document = one(file, name, MediaTypes.detect(file, name), distinct, depth);
      if (document.text().isBlank()) {
        throw new NoTextException("it has no text (%s)".formatted(document.mime()));
      }
      charactersLeft -= document.text().length();
      if (charactersLeft < 0) {
        throw new ArchiveLimitException(
            "it has more than %d million characters of text with all that lies in it; unpack it"
                .formatted(TextBuilder.MAX_CHARACTERS / 1_000_000));
      }
      attachments.add(place, new Attachment(distinct, document));
    } catch (ArchiveLimitException e) {
      throw e;
    } catch (NoTextException e) {
      if (listed) {
        unread.add(new Unread(distinct, String.valueOf(e.getMessage()), cause(e)));
      }
    } catch (ParserLostException e) {
      unread.add(new Unread(distinct, String.valueOf(e.getMessage()), Cause.FAILED));
      if (++lostParsers >= MAX_LOST_PARSERS) {
        throw new ArchiveLimitException(
            "%d of the files in it made the parser hang or crash; unpack it and leave them out"
                .formatted(lostParsers),
            false);
      }
    } catch (UnreadableDocumentException e) {
      String reason = String.valueOf(e.getMessage());
      unread.add(
          e.lasts()
              ? new Unread(distinct, reason, Cause.REFUSED, reader)
              : new Unread(distinct, reason, Cause.FAILED));
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static Cause cause(NoTextException e) {
    return e instanceof ScannedException ? Cause.SCANNED : Cause.NO_TEXT;
  }

  private static ParseReply.Read understood(ParseReply reply) throws UnreadableDocumentException {
    return switch (reply) {
      case ParseReply.Read read -> read;
      case ParseReply.Refused refused -> throw new RefusedException(refused.reason());
      case ParseReply.OverLimit over -> throw new ArchiveLimitException(over.reason());
    };
  }

  /** Reads pictures and scanned pages where that is possible, else says that they are left. */
  private ParseReply.Read readPictures(
      Path file, ParseOrder order, ParseReply.Read read, String path)
      throws UnreadableDocumentException, IOException {
    boolean picture =
        MediaTypes.isPicture(read.document().mime()) && read.document().text().isBlank();
    if (!picture && read.scannedPages().isEmpty()) {
      return read;
    }
    if (pictures.available()) {
      ParseReply.Read again = understood(pictures.read(file, order.into(folder.inside())));
      return new ParseReply.Read(again.document(), read.members(), List.of());
    }
    if (read.document().text().isBlank()) {
      throw new ScannedException(
          "it has no text (%s)%s".formatted(read.document().mime(), pictures.remedy()));
    }
    unread.add(new Unread(path, pagesLeft(read.scannedPages()) + pictures.remedy(), Cause.SCANNED));
    return read;
  }

  private static String pagesLeft(List<Integer> pages) {
    return pages.size() == 1
        ? "page %d has a picture but no text".formatted(pages.getFirst())
        : "%d pages have a picture but no text, the first is page %d"
            .formatted(pages.size(), pages.getFirst());
  }

  /** An archive or a mail without a body: what it holds can be found. */
  private static ParsedDocument listing(
      ParsedDocument empty, List<Attachment> inside, ParseReply.Read read, String path) {
    if (inside.isEmpty()) {
      return empty;
    }
    TextBuilder builder = new TextBuilder();
    int outer = path.isEmpty() ? 0 : path.length() + MemberNames.INSIDE.length();
    for (Attachment attachment : inside) {
      String name = attachment.name().substring(outer);
      if (!name.contains(MemberNames.INSIDE)) {
        builder.block(Kind.LIST_ITEM, 0, name);
      }
    }
    return builder.build(
        read.document().title(),
        read.document().mime(),
        read.document().language(),
        read.document().metadata(),
        List.of());
  }
}
