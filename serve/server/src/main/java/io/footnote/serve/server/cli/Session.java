package io.footnote.serve.server.cli;

import io.footnote.serve.engine.DataFolder;
import io.footnote.serve.engine.FootnoteService;
import io.footnote.serve.server.app.App;
import io.footnote.serve.server.app.ConfigLoader;
import io.footnote.serve.server.app.Environment;
import io.footnote.serve.server.app.ResolvedConfig;
import io.footnote.serve.server.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What commands share: where they print, what surrounds them, and the options given to all of them.
 * One session serves one run of the command line.
 */
public final class Session {
  private final Function<ResolvedConfig, App> apps;
  private final Environment environment;
  private final InputStream in;
  private final PrintWriter raw;
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean terminal;
  private final GlobalOptions options = new GlobalOptions();

  /**
   * A session.
   *
   * @param terminal whether a person watches, so that progress may be drawn and text be coloured
   */
  public Session(Environment environment, PrintWriter out, PrintWriter err, boolean terminal) {
    this(environment, System.in, out, err, terminal, App::new);
  }

  /** A session whose components are built otherwise, for tests. */
  Session(
      Environment environment,
      InputStream in,
      PrintWriter out,
      PrintWriter err,
      boolean terminal,
      Function<ResolvedConfig, App> apps) {
    this.apps = apps;
    this.in = in;
    this.environment = environment;
    this.raw = out;
    this.out = new PrintWriter(new PrintableWriter(out));
    this.err = err;
    this.terminal = terminal;
  }

  GlobalOptions options() {
    return options;
  }

  /** Where commands write for people; what a document says cannot act on their terminal. */
  public PrintWriter out() {
    return out;
  }

  /** The same without that care, for colours. */
  PrintWriter raw() {
    return raw;
  }

  public PrintWriter err() {
    return err;
  }

  public boolean terminal() {
    return terminal;
  }

  /** Whether results are to be printed as JSON. */
  public boolean json() {
    return options.json;
  }

  public Environment environment() {
    return environment;
  }

  /** The configuration with the options given to every command. */
  public ResolvedConfig config() {
    return config(Map.of());
  }

  /** The configuration, with more flags by the key of their setting. */
  public ResolvedConfig config(Map<String, String> more) {
    Map<String, String> flags = new LinkedHashMap<>();
    if (options.data != null) {
      flags.put("data", options.data.toString());
    }
    flags.putAll(more);
    return ConfigLoader.load(environment, options.config, flags);
  }

  /** Opens Footnote for one command: through the server that holds the data folder, if one does. */
  public FootnoteService open() {
    return ServiceLocator.open(config(), apps);
  }

  /** Opens Footnote in this process, for servers and for evaluation. */
  public App app(Map<String, String> flags) {
    return apps.apply(config(flags));
  }

  /**
   * Reads standard input into a file of the data folder's uploads, where a server that holds the
   * folder takes it, too.
   */
  Path spoolInput() throws IOException {
    Path uploads = Files.createDirectories(new DataFolder(config().config().data()).uploads());
    Path file = uploads.resolve(UUID.randomUUID().toString());
    Files.copy(in, file);
    return file;
  }

  /** Prints a result as JSON or, for people, as {@code people} does. */
  <T> void print(T result, Consumer<T> people) {
    if (options.json) {
      raw.println(Json.writePretty(result));
      raw.flush();
    } else {
      people.accept(result);
      out.flush();
    }
  }
}
