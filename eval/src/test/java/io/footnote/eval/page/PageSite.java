package io.footnote.eval.page;

import com.microsoft.playwright.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** A browser and a server with documents, started once for all tests of the page. */
final class PageSite implements AutoCloseable {
  static final String QUESTION = "What is the greatest depth the Corran 300 can measure at 33 kHz?";
  static final String OTHER_QUESTION = "What is the shortest password allowed?";
  static final String COUNTING = "How many PDF documents are there?";
  static final String UNANSWERABLE = "Who painted the ceiling of the Sistine Chapel?";

  private final InstalledBrowser installed;
  private final Path folder;
  private final PageServer server;

  private PageSite() {
    installed = InstalledBrowser.open();
    try {
      folder = Files.createTempDirectory("footnote-page");
      server = PageServer.start(folder);
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      installed.close();
      throw new IllegalStateException("the server of the page did not start", e);
    }
  }

  PageServer server() {
    return server;
  }

  String address() {
    return server.address();
  }

  /** Opens the page in a fresh browser profile. */
  OpenPage open(Browser.NewContextOptions options) {
    return openAt(options, address() + "/");
  }

  OpenPage openAt(Browser.NewContextOptions options, String address) {
    return new OpenPage(installed.browser().newContext(options), address);
  }

  @Override
  public void close() throws IOException {
    server.close();
    installed.close();
    List<Path> left;
    try (Stream<Path> files = Files.walk(folder)) {
      left = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : left) {
      Files.delete(file);
    }
  }

  /** Gives tests the site; closed when the last test has run. */
  static final class Provider implements BeforeAllCallback, ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
        ExtensionContext.Namespace.create(PageSite.class);

    @Override
    public void beforeAll(ExtensionContext context) {
      PageSite _ = site(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == PageSite.class;
    }

    @Override
    public PageSite resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return site(context);
    }

    private static PageSite site(ExtensionContext context) {
      return context
          .getRoot()
          .getStore(NAMESPACE)
          .computeIfAbsent(PageSite.class, key -> new PageSite(), PageSite.class);
    }
  }
}
