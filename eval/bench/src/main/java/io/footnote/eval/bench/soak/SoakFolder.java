package io.footnote.eval.bench.soak;

import io.footnote.ingest.testing.Attackers;
import io.footnote.ingest.testing.MailFiles;
import io.footnote.ingest.testing.PackedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;

/** A folder of copied documents, attackers and documents of other formats, which changes. */
final class SoakFolder {
  /** One in so many documents is removed, another renamed, another changed at a time. */
  private static final int OF_WHICH_ONE_CHANGES = 40;

  private static final int RECORDS = 300;

  private final Path folder;
  private final Random random;
  private int changes;

  private SoakFolder(Path folder, Random random) {
    this.folder = folder;
    this.random = random;
  }

  Path folder() {
    return folder;
  }

  /**
   * Fills a folder.
   *
   * @param files at most so many of the documents below {@code from}, chosen at random
   */
  static SoakFolder fill(Path folder, Path from, int files, Random random) throws IOException {
    Files.createDirectories(folder.resolve("copied"));
    List<Path> chosen = documents(from);
    Collections.shuffle(chosen, random);
    for (Path file : chosen.subList(0, Math.min(files, chosen.size()))) {
      Path copy = folder.resolve("copied").resolve(from.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
    SoakFolder filled = new SoakFolder(folder, random);
    filled.addAttackers();
    others(Files.createDirectories(folder.resolve("others")));
    return filled;
  }

  /**
   * Removes some of the copied documents, renames others, within and between folders, edits others.
   */
  void change() throws IOException {
    changes++;
    Path copied = folder.resolve("copied");
    List<Path> documents = documents(copied);
    Collections.shuffle(documents, random);
    int each = Math.max(1, documents.size() / OF_WHICH_ONE_CHANGES);
    Path other = Files.createDirectories(copied.resolve("moved-" + changes));
    for (int i = 0; i < each; i++) {
      Files.delete(documents.get(i));
      Path moved = documents.get(each + i);
      Path beside = moved.resolveSibling("renamed-" + changes + "-" + moved.getFileName());
      Files.move(moved, i % 2 == 0 ? beside : other.resolve(moved.getFileName()));
      Files.writeString(
          documents.get(2 * each + i),
          "<p>Changed for the time number " + changes + ".</p>\n",
          StandardOpenOption.APPEND);
    }
  }

  /** In one order, whatever the order of the file system. */
  private static List<Path> documents(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return new ArrayList<>(files.filter(Files::isRegularFile).sorted().toList());
    }
  }

  /** Between the copied documents, so that some of them come early and some late. */
  private void addAttackers() throws IOException {
    List<Path> copied = documents(folder.resolve("copied"));
    Function<String, Path> between =
        name -> {
          Path neighbour = copied.get(random.nextInt(copied.size()));
          return neighbour.resolveSibling(neighbour.getFileName() + "-" + name);
        };
    Attackers.flatBomb(between.apply("flat.zip"), 1000);
    Attackers.nestedBomb(between.apply("nested.zip"), 5);
    Attackers.quine(between.apply("quine.zip"));
    Attackers.docxOfSpaces(between.apply("spaces.docx"), 4095);
    Attackers.cyclicPdf(between.apply("cyclic.pdf"));
    Attackers.nestedHtml(between.apply("deep.html"), 20_000);
    Attackers.nestedJson(between.apply("deep.json"), 10_000);
    Files.writeString(between.apply("laughs.xml"), Attackers.billionLaughs());
    Path canary = Files.writeString(between.apply("canary.txt"), "A canary.\n");
    Files.writeString(
        between.apply("external.xml"), Attackers.externalEntities(canary, "http://127.0.0.1:9"));
    Files.writeString(between.apply("torn.docx"), "PK\3\4 torn\n");
    Files.writeString(between.apply("new\nline.md"), "A name of two lines.\n");
    Files.writeString(folder.resolve("..md"), "A name of dots.\n");
    // A byte that is not UTF-8, which Java cannot write itself.
    run(folder, "printf 'Invalid name.' > \"$(printf 'bad\\377.md')\"");
  }

  private static void run(Path folder, String script) throws IOException {
    Process shell = new ProcessBuilder("sh", "-c", script).directory(folder.toFile()).start();
    if (shell.onExit().join().exitValue() != 0) {
      throw new IOException("the shell could not run: " + script);
    }
  }

  private static void others(Path folder) throws IOException {
    PackedFiles.odt(folder.resolve("travel.odt"));
    PackedFiles.odp(folder.resolve("results.odp"));
    PackedFiles.ods(folder.resolve("budget.ods"));
    PackedFiles.epub(folder.resolve("lighthouse.epub"));
    MailFiles.mbox(folder.resolve("boiler.mbox"));
    MailFiles.msg(folder.resolve("harbour.msg"));
    Map<String, byte[]> members = new LinkedHashMap<>();
    for (int i = 0; i < 60; i++) {
      members.put(
          "part " + i + ".txt", PackedFiles.bytes("This is part " + i + " of the whole.\n"));
    }
    PackedFiles.zip(folder.resolve("parts.zip"), members);
    PackedFiles.tarGz(folder.resolve("parts.tar.gz"), members);
    PackedFiles.sevenZip(folder.resolve("parts.7z"), members);
    StringBuilder records = new StringBuilder();
    for (int i = 0; i < RECORDS; i++) {
      records.append(
          "{\"_id\": \"b%d\", \"title\": \"Berth %d\", \"text\": \"Berth %d is let to vessel %d.\"}%n"
              .formatted(i, i, i, 13 * i + 5));
    }
    Files.writeString(folder.resolve("register.jsonl"), records);
  }
}
