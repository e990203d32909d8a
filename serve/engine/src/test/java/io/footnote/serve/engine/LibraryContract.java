package io.footnote.serve.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footnote.index.FilterText;
import io.footnote.index.model.DocumentQuery;
import io.footnote.index.model.Principal;
import io.footnote.index.model.SearchMode;
import io.footnote.ingest.IngestInput;
import io.footnote.ingest.Job;
import io.footnote.serve.engine.model.CreatedKey;
import io.footnote.serve.engine.model.DeletionReceipt;
import io.footnote.serve.engine.model.DeletionRequest;
import io.footnote.serve.engine.model.DocumentOriginal;
import io.footnote.serve.engine.model.ForbiddenException;
import io.footnote.serve.engine.model.NotFoundException;
import io.footnote.serve.engine.model.SearchRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every implementation of {@link FootnoteService} shows of documents, and to whom. */
public interface LibraryContract extends ServiceFixture {
  @Test
  default void countsAndListingsShowWhatThePrincipalMayRead() throws Exception {
    try (FootnoteService service = filled()) {
      assertThat(service.collection(OPERATOR, "default").documents()).isEqualTo(3);
      assertThat(service.collection(ALICE, "default").documents()).isEqualTo(2);
      assertThat(service.collections(BOB).getFirst().chunks()).isEqualTo(2);
      assertThat(service.documents(BOB, "default", new DocumentQuery(null, null, 100)).documents())
          .extracting("title")
          .containsExactlyInAnyOrder("leave", "router");
    }
  }

  @Test
  default void anInvisibleDocumentReadsLikeAMissingOne() throws Exception {
    try (FootnoteService service = filled()) {
      String secret = idOf(service, "salaries");
      assertThat(service.document(ALICE, secret).acl()).containsExactly("hr");
      assertThatThrownBy(() -> service.document(BOB, secret))
          .isInstanceOf(NotFoundException.class)
          .hasMessage("there is no document '" + secret + "'");
      assertThatThrownBy(() -> service.content(BOB, secret))
          .isInstanceOf(NotFoundException.class)
          .hasMessage("there is no document '" + secret + "'");
      assertThatThrownBy(() -> service.document(BOB, "nothing"))
          .hasMessage("there is no document 'nothing'");
    }
  }

  @Test
  default void theOriginalOfAFileIsServedToWhoMayReadIt(@TempDir Path files) throws Exception {
    try (FootnoteService service = filled()) {
      Path file = Files.writeString(files.resolve("a \u00fcber+b%20.txt"), "The keel.\n\n\tBye.");
      String id = ingestFile(service, file, Set.of("hr"));
      try (DocumentOriginal original = service.original(ALICE, id)) {
        assertThat(original.content()).hasBinaryContent(Files.readAllBytes(file));
        assertThat(original.fileName()).isEqualTo("a \u00fcber+b%20.txt");
        assertThat(original.mime()).isEqualTo("text/plain");
        assertThat(original.documentId()).isEqualTo(id);
      }
      assertThatThrownBy(() -> service.original(BOB, id))
          .isInstanceOf(NotFoundException.class)
          .hasMessage("there is no document '" + id + "'");
      assertThatThrownBy(() -> service.original(BOB, "nothing"))
          .hasMessage("there is no document 'nothing'");
      String leave = idOf(service, "leave");
      assertThatThrownBy(() -> service.original(BOB, leave))
          .isInstanceOf(NotFoundException.class)
          .hasMessage(
              "the original of document '"
                  + leave
                  + "' is not kept; with keep_originals: true it is once its file is ingested again"
                  + " (texts and records that were no file of their own have none)");
      service.delete(OPERATOR, DeletionRequest.of(id));
      assertThatThrownBy(() -> service.original(OPERATOR, id))
          .hasMessage("there is no document '" + id + "'");
    }
  }

  private String ingestFile(FootnoteService service, Path file, Set<String> acl)
      throws InterruptedException {
    List<IngestInput> inputs = List.of(new IngestInput.PathInput(file));
    Job job =
        service.ingest(OPERATOR, new FootnoteService.Ingest("default", inputs, acl, Map.of()));
    Job ended = service.awaitJob(OPERATOR, job.jobId(), Duration.ofSeconds(30));
    assertThat(ended.state()).as("%s", ended).isEqualTo(Job.State.DONE);
    return service
        .documents(OPERATOR, "default", new DocumentQuery(null, null, 100))
        .documents()
        .stream()
        .filter(document -> document.source().equals(file.toString()))
        .findFirst()
        .orElseThrow()
        .documentId();
  }

  @Test
  default void aChangedAclCountsFromTheNextQuery() throws Exception {
    try (FootnoteService service = filled()) {
      String router = idOf(service, "router");
      assertThat(service.setAcl(OPERATOR, router, Set.of("hr", "audit")).acl())
          .containsExactly("audit", "hr");
      assertThat(found(service, BOB, SearchMode.HYBRID)).containsExactly("leave");
      assertThat(found(service, ALICE, SearchMode.HYBRID))
          .containsExactly("leave", "router", "salaries");
      service.setAcl(OPERATOR, router, Set.of());
      assertThat(found(service, Principal.anonymous(), SearchMode.HYBRID))
          .containsExactly("leave", "router");
    }
  }

  @Test
  default void aDeletedDocumentIsGone() throws Exception {
    try (FootnoteService service = filled()) {
      String leave = idOf(service, "leave");
      DeletionReceipt receipt = service.delete(OPERATOR, DeletionRequest.of(leave));
      assertThat(receipt.chunks()).isEqualTo(1);
      assertThat(receipt.documents()).containsExactly(leave);
      assertThat(service.deletions(OPERATOR, 10)).containsExactly(receipt);
      assertThat(found(service, OPERATOR, SearchMode.HYBRID)).containsExactly("router", "salaries");
      assertThatThrownBy(() -> service.delete(OPERATOR, DeletionRequest.of(leave)))
          .hasMessage("there is no document '" + leave + "'");
    }
  }

  @Test
  default void documentsThatSatisfyAFilterAreDeletedFromTheFilesToo() throws Exception {
    try (FootnoteService service = filled()) {
      var router =
          new DeletionRequest.Selection.Matching(
              "default", FilterText.parse("source in (\"router\", \"nothing\")"));
      DeletionReceipt receipt = service.delete(OPERATOR, new DeletionRequest(router, true));
      assertThat(receipt.documents()).hasSize(1);
      assertThat(receipt.purged()).isTrue();
      assertThat(found(service, OPERATOR, SearchMode.HYBRID)).containsExactly("leave", "salaries");
    }
  }

  @Test
  default void aDeletedCollectionIsGone() throws Exception {
    try (FootnoteService service = filled()) {
      service.deleteCollection(OPERATOR, "default");
      assertThat(service.collections(OPERATOR)).isEmpty();
      assertThatThrownBy(() -> service.search(OPERATOR, SearchRequest.of("default", "leave")))
          .isInstanceOf(NotFoundException.class)
          .hasMessage("there is no collection 'default'; create it by ingesting into it");
    }
  }

  @Test
  default void onlyOperatorsChangeAnything() throws Exception {
    try (FootnoteService service = filled()) {
      List<org.assertj.core.api.ThrowableAssert.ThrowingCallable> forbidden =
          List.of(
              () -> service.createCollection(ALICE, "mine"),
              () -> service.deleteCollection(ALICE, "default"),
              () -> service.stats(ALICE, "default"),
              () -> service.reembed(ALICE, "default", false),
              () -> service.delete(ALICE, DeletionRequest.of(idOf(service, "leave"))),
              () -> service.setAcl(ALICE, idOf(service, "leave"), Set.of("hr")),
              () ->
                  service.ingest(
                      ALICE,
                      new FootnoteService.Ingest(
                          "default",
                          List.of(new IngestInput.Text("a", "a", "a")),
                          Set.of(),
                          Map.of())),
              () -> service.createKey(ALICE, "alice", Set.of(), true),
              () -> service.keys(ALICE),
              () -> service.revokeKey(ALICE, "key_1"));
      for (var call : forbidden) {
        assertThatThrownBy(call)
            .isInstanceOf(ForbiddenException.class)
            .hasMessageStartingWith("only an operator may ")
            .hasMessageEndingWith("; 'alice' is none");
      }
    }
  }

  @Test
  default void keysAreShownOnceAndListedWithoutTheirSecret() {
    try (FootnoteService service = open()) {
      CreatedKey created = service.createKey(OPERATOR, "carla", Set.of("hr"), false);
      assertThat(created.secret()).startsWith("fn_").hasSizeGreaterThan(40);
      assertThat(service.keys(OPERATOR)).containsExactly(created.key());
      assertThat(service.keys(OPERATOR).toString()).doesNotContain(created.secret());
      assertThat(service.revokeKey(OPERATOR, created.key().keyId())).isEqualTo(created.key());
      assertThat(service.keys(OPERATOR)).isEmpty();
      assertThatThrownBy(() -> service.revokeKey(OPERATOR, created.key().keyId()))
          .hasMessage("there is no key '" + created.key().keyId() + "'");
    }
  }
}
