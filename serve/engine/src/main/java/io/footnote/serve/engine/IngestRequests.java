package io.footnote.serve.engine;

import io.footnote.ingest.IngestInput;
import io.footnote.ingest.IngestRequest;
import io.footnote.ingest.SyncRequest;
import io.footnote.ingest.source.FetchRefusedException;
import io.footnote.serve.engine.FootnoteService.Ingest;
import io.footnote.serve.engine.FootnoteService.Sync;
import io.footnote.serve.engine.access.Groups;
import io.footnote.serve.engine.access.PolicyStore;
import io.footnote.serve.engine.model.CollectionName;
import io.footnote.serve.engine.model.InvalidRequestException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Turns what callers ask for into what jobs do, refusing at once what cannot be right. */
final class IngestRequests {
  private final Components components;
  private final PolicyStore policies;

  IngestRequests(Components components, PolicyStore policies) {
    this.components = components;
    this.policies = policies;
  }

  /**
   * @throws InvalidRequestException if it has inputs that are not there, or may not be read
   */
  IngestRequest of(Ingest ingest) {
    if (ingest.inputs().isEmpty()) {
      throw InvalidRequestException.of("path", "there is nothing to ingest; name a file or folder");
    }
    ingest.inputs().forEach(this::check);
    Set<String> acl = ingest.acl();
    if (acl != null) {
      Groups.checkAll(acl);
    }
    return new IngestRequest(
        CollectionName.check(ingest.collection()),
        ingest.inputs().stream().map(IngestRequests::absolute).toList(),
        acl == null ? null : policies.policyFor(acl),
        ingest.metadata(),
        ingest.excludes(),
        null);
  }

  /**
   * @throws InvalidRequestException as {@link #of(Ingest)}, or if anything but paths is to be
   *     synchronised
   */
  SyncRequest of(Sync sync) {
    IngestRequest what = of(sync.what());
    if (!what.inputs().stream().allMatch(IngestInput.PathInput.class::isInstance)) {
      throw InvalidRequestException.of("sync", "only files and folders can be synchronised");
    }
    return new SyncRequest(what, sync.confirmRemoval(), sync.restoreDeleted());
  }

  private void check(IngestInput input) {
    switch (input) {
      case IngestInput.PathInput(Path path) -> {
        if (!Files.exists(path)) {
          throw InvalidRequestException.of("path", "there is no file or folder '" + path + "'");
        }
      }
      case IngestInput.Url(URI address) -> {
        try {
          components.web().check(address);
        } catch (FetchRefusedException e) {
          throw new InvalidRequestException(
              "host_not_allowed", "url", String.valueOf(e.getMessage()), e);
        }
      }
      case IngestInput.Upload _, IngestInput.Text _ -> {}
    }
  }

  /** The working folder of the process that resumes a job may be another one. */
  private static IngestInput absolute(IngestInput input) {
    return switch (input) {
      case IngestInput.PathInput(Path path) -> new IngestInput.PathInput(path.toAbsolutePath());
      case IngestInput.Upload(String source, Path spooled) ->
          new IngestInput.Upload(source, spooled.toAbsolutePath());
      case IngestInput.Text text -> text;
      case IngestInput.Url url -> url;
    };
  }
}
