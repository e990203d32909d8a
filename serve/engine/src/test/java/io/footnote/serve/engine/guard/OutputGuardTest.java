package io.footnote.serve.engine.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputGuardTest {
  private final OutputGuard guard = new OutputGuard(List.of("good.example", "*.fine.example"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Look ![at](https://evil.example/?q=1) it.       | Look at (picture removed) it.
          ![](//evil.example/x)                           | (picture removed)
          [Here](https://evil.example/a) and on.          | Here (link removed) and on.
          [Here](https://known.example/a) and on.         | Here (https://known.example/a) and on.
          [Here](https://good.example/a?b=c) and on.      | [Here](https://good.example/a?b=c) and on.
          At https://a.fine.example/x.                    | At https://a.fine.example/x.
          At https://fine.example.evil.example/x.         | At (link removed).
          At https://good.example@evil.example/x, now.    | At (link removed), now.
          At http://[::1]/x or file:///etc/passwd now.    | At (link removed) or (link removed) now.
          [![ci](https://evil.example/b.png)](https://evil.example/) is green. | ci (picture removed) (link removed) is green.
          <img src=x onerror=alert(1)>Fine.               | Fine.
          It is so [3], [4, 5] and 【2】.                 | It is so (3), (4, 5) and (2).
          Half and/or full, 3 // 4, a:b, List<String>.    | Half and/or full, 3 // 4, a:b, List<String>.
          ![a](https://good.example/x.png)                | ![a](https://good.example/x.png)
          """)
  void whatCouldActIsTakenOut(String sentence, String safe) {
    assertThat(guard.safe(sentence, "https://known.example/a"::equals)).isEqualTo(safe);
  }
}
