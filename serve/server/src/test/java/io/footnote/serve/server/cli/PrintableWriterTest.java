package io.footnote.serve.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class PrintableWriterTest {
  private final StringWriter terminal = new StringWriter();
  private final PrintWriter out = new PrintWriter(new PrintableWriter(terminal));

  @Test
  void whatTerminalsTakeForCommandsIsReplaced() {
    out.print("\u001b]0;owned\u0007 title\u009b31m\b");
    out.flush();
    assertThat(terminal.toString()).isEqualTo("\uFFFD]0;owned\uFFFD title\uFFFD31m\uFFFD");
  }

  @Test
  void directionIsNotTurned() {
    out.print("invoice\u202Efdp.exe\u2066");
    out.flush();
    assertThat(terminal.toString()).isEqualTo("invoice\uFFFDfdp.exe\uFFFD");
  }

  @Test
  void textPassesAsItIs() {
    String text = "Zürich\t日本語 😀\nשלום\r\n";
    out.print(text);
    out.write('é');
    out.flush();
    assertThat(terminal.toString()).isEqualTo(text + "é");
  }
}
