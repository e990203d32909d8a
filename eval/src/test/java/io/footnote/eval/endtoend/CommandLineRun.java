package io.footnote.eval.endtoend;

import io.footnote.eval.cli.Main;
import io.footnote.serve.server.app.Environment;
import io.footnote.serve.server.cli.Session;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * What came of one run of the command line in this process.
 *
 * @param code exit code
 */
record CommandLineRun(int code, String out, String err) {
  static CommandLineRun of(Environment environment, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Session session =
        new Session(environment, new PrintWriter(out, true), new PrintWriter(err, true), false);
    int code = Main.commandLine(session).execute(arguments);
    return new CommandLineRun(code, out.toString(), err.toString());
  }
}
