package io.footnote.serve.server.cli;

import io.footnote.serve.server.TestApps;
import io.footnote.serve.server.app.Environment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A folder with two documents, and commands that run in it. */
abstract class CommandLineFixture {
  @TempDir Path folder;
  String standardInput = "";

  @BeforeEach
  void files() throws IOException {
    Files.createDirectory(folder.resolve("docs"));
    Files.writeString(folder.resolve("docs/mast.txt"), "The mast is varnished every spring.\n");
    Files.writeString(folder.resolve("docs/über.txt"), "The rudder is checked every autumn.\n");
  }

  Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Session session =
        new Session(
            new Environment(Map.of(), folder),
            new ByteArrayInputStream(standardInput.getBytes(StandardCharsets.UTF_8)),
            new PrintWriter(out),
            new PrintWriter(err),
            false,
            TestApps::open);
    CommandLine command = FootnoteCommand.commandLine(session);
    int code = command.execute(arguments);
    session.out().flush();
    session.err().flush();
    return new Run(code, out.toString(), err.toString());
  }

  record Run(int code, String out, String err) {}
}
