package io.footnote.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the launcher as a shell does, in a copy of its own with JDKs and a Maven that only say how
 * they were called.
 */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final Path LAUNCHER =
      Path.of(System.getProperty("footnote.root", "..")).resolve("footnote");

  @TempDir Path temporary;
  private Path home;
  private Path root;
  private Path tools;
  private Path jvms;

  @BeforeEach
  void copy() throws IOException {
    home = Files.createDirectory(temporary.resolve("home"));
    root = Files.createDirectory(temporary.resolve("foot note"));
    tools = Files.createDirectory(temporary.resolve("bin"));
    jvms = Files.createDirectory(temporary.resolve("jvm"));
    // The JDKs of this machine must not decide these tests.
    script(
        root.resolve("footnote"),
        Files.readString(LAUNCHER)
            .replace("/usr/lib/jvm", jvms.toString())
            .replace("/opt/java", temporary + "/none")
            .replace("/opt/jdk", temporary + "/none")
            .replace("/Library/Java", temporary + "/none"));
    for (String tool :
        List.of(
            "basename",
            "cat",
            "dirname",
            "find",
            "head",
            "mkdir",
            "mktemp",
            "readlink",
            "rm",
            "sed",
            "sh",
            "sleep",
            "touch")) {
      script(tools.resolve(tool), "#!/bin/sh\nexec " + onPath(tool) + " \"$@\"\n");
    }
  }

  @Test
  void saysWhatToInstallWithoutJdk() throws Exception {
    distribution();
    jdk(jvms.resolve("old"), "17.0.2");
    Ran ran = run(Map.of(), "--version");
    assertThat(ran.error())
        .isEqualTo(
            "footnote: needs a JDK 25 or newer; install one (https://adoptium.net) or set"
                + " FOOTNOTE_JAVA_HOME to where it is.\n");
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.output()).isEmpty();
  }

  @Test
  void takesTheNewestJdk() throws Exception {
    distribution();
    jdk(jvms.resolve("a-26"), "26");
    jdk(jvms.resolve("b-25"), "25.0.3");
    jdk(jvms.resolve("c-9"), "9");
    jdk(home.resolve(".sdkman/candidates/java/27.ea"), "27-ea");
    assertThat(run(Map.of()).output()).startsWith("27.ea ");
  }

  @Test
  void prefersWhatIsSaidToWhatIsNewest() throws Exception {
    distribution();
    jdk(jvms.resolve("newest"), "27");
    Path chosen = jdk(temporary.resolve("chosen"), "25.0.1");
    Path older = jdk(temporary.resolve("older"), "21.0.1");
    assertThat(run(Map.of("JAVA_HOME", chosen.toString())).output()).startsWith("chosen ");
    assertThat(run(Map.of("JAVA_HOME", older.toString())).output()).startsWith("newest ");
    assertThat(
            run(Map.of("FOOTNOTE_JAVA_HOME", chosen.toString(), "JAVA_HOME", older.toString()))
                .output())
        .startsWith("chosen ");
    assertThat(run(Map.of("FOOTNOTE_JAVA_HOME", older.toString())).error())
        .isEqualTo(
            "footnote: FOOTNOTE_JAVA_HOME is '"
                + older
                + "', which is not a JDK 25 or newer; set it to one or unset it.\n");
  }

  @Test
  void findsTheJdkOfThePathThroughLinks() throws Exception {
    distribution();
    Path jdk = jdk(temporary.resolve("from path"), "25");
    Files.createSymbolicLink(tools.resolve("java"), jdk.resolve("bin/java"));
    assertThat(run(Map.of()).output()).startsWith("from path ");
  }

  @Test
  void passesFlagsArgumentsAndExitCode() throws Exception {
    distribution();
    jdk(jvms.resolve("jdk"), "25");
    Ran ran = run(Map.of("FOOTNOTE_JAVA_OPTS", "-Xmx1g -Da=b"), "search", "two words", "*");
    assertThat(ran.output())
        .isEqualTo(
            "jdk [-XX:TieredStopAtLevel=1] [-XX:+UseSerialGC] [--enable-native-access=ALL-UNNAMED]"
                + " [-XX:+UseCompactObjectHeaders] [-Xmx1g] [-Da=b] [-jar] ["
                + root.toRealPath().resolve("lib/footnote.jar")
                + "] [search] [two words] [*] C.UTF-8\n");
    assertThat(ran.error()).isEmpty();
    assertThat(run(Map.of(), "--data", "d", "ingest", "a").output())
        .startsWith(
            "jdk [--add-modules] [jdk.incubator.vector] [--enable-native-access=ALL-UNNAMED]"
                + " [-XX:+UseCompactObjectHeaders] [-jar]");
    assertThat(run(Map.of("FAKE_EXIT", "2")).exitCode()).isEqualTo(2);
  }

  @Test
  void usesTheCacheOfTheBuild() throws Exception {
    distribution();
    jdk(jvms.resolve("jdk"), "25");
    Files.writeString(root.resolve("footnote.aot"), "");
    assertThat(run(Map.of()).output())
        .contains(
            "[-XX:AOTCache="
                + root.toRealPath().resolve("footnote.aot")
                + "] [-Xlog:aot*=off,cds*=off] [-jar]");
  }

  @Test
  void keepsALocaleThatCanNameEveryFile() throws Exception {
    distribution();
    jdk(jvms.resolve("jdk"), "25");
    assertThat(run(Map.of("LANG", "C")).output()).endsWith(" C.UTF-8\n");
    assertThat(run(Map.of("LC_ALL", "de_DE.UTF-8")).output()).endsWith(" de_DE.UTF-8\n");
    assertThat(run(Map.of("LANG", "de_DE.UTF-8")).output()).endsWith("] \n");
  }

  @Test
  void worksThroughALink() throws Exception {
    distribution();
    jdk(jvms.resolve("jdk"), "25");
    Path link = Files.createSymbolicLink(tools.resolve("footnote"), root.resolve("footnote"));
    Path second = Files.createSymbolicLink(home.resolve("fn"), Path.of("../bin/footnote"));
    assertThat(start(link, Map.of()).output()).contains("foot note/lib/footnote.jar]");
    assertThat(start(second, Map.of()).output()).contains("foot note/lib/footnote.jar]");
  }

  @Test
  void anIncompleteDistributionIsNotBuilt() throws Exception {
    jdk(jvms.resolve("jdk"), "25");
    Ran ran = run(Map.of());
    assertThat(ran.error())
        .isEqualTo(
            "footnote: '"
                + root.toRealPath().resolve("lib/footnote.jar")
                + "' is missing; unpack the archive again.\n");
    assertThat(ran.exitCode()).isEqualTo(1);
  }

  @Test
  void buildsWhenTheJarIsMissingOrASourceIsNewer() throws Exception {
    checkout();
    jdk(jvms.resolve("jdk"), "25");
    Ran first = run(Map.of(), "doctor");
    assertThat(first.error())
        .isEqualTo(
            "Building Footnote (first run takes a minute or two)…\nRecording a fast start (once)…\n");
    assertThat(first.output())
        .contains("foot note/eval/target/footnote/lib/footnote.jar] [doctor]");
    assertThat(builds()).isEqualTo(1);
    assertThat(root.resolve("eval/target/footnote/.lock")).doesNotExist();

    assertThat(run(Map.of(), "doctor").error()).isEmpty();
    assertThat(builds()).isEqualTo(1);

    for (String changed :
        List.of("pom.xml", "index/pom.xml", "serve/engine/src/main/java/A.java")) {
      Files.setLastModifiedTime(
          root.resolve(changed), FileTime.from(Instant.now().plusSeconds(60)));
      int before = builds();
      assertThat(run(Map.of()).error()).as(changed).startsWith("Building Footnote");
      assertThat(builds()).isEqualTo(before + 1);
      Files.setLastModifiedTime(
          root.resolve(changed), FileTime.from(Instant.now().minusSeconds(60)));
    }
  }

  @Test
  void recordsAFastStartOnceForAJarThatMavenBuilt() throws Exception {
    checkout();
    jdk(jvms.resolve("jdk"), "25");
    Path program = root.resolve("eval/target/footnote");
    Files.createDirectories(program.resolve("lib"));
    Files.writeString(program.resolve("lib/footnote.jar"), "");
    Files.writeString(program.resolve("built"), "");
    assertThat(run(Map.of()).error()).isEqualTo("Recording a fast start (once)…\n");
    assertThat(run(Map.of()).error()).isEmpty();
    assertThat(temporary.resolve("builds")).doesNotExist();
    Files.setLastModifiedTime(
        program.resolve("lib/footnote.jar"), FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(run(Map.of()).error()).isEqualTo("Recording a fast start (once)…\n");
  }

  @Test
  void doesNotBuildForWhatIsNoSourceOfTheProgram() throws Exception {
    checkout();
    jdk(jvms.resolve("jdk"), "25");
    run(Map.of());
    Path test = root.resolve("index/src/test/java/T.java");
    Files.createDirectories(test.getParent());
    Files.writeString(test, "");
    Files.setLastModifiedTime(test, FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(run(Map.of()).error()).isEmpty();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void showsWhyABuildFailed() throws Exception {
    checkout();
    jdk(jvms.resolve("jdk"), "25");
    script(tools.resolve("mvn"), "#!/bin/sh\necho '[ERROR] A.java:1 oops'\nexit 1\n");
    Ran ran = run(Map.of());
    assertThat(ran.error())
        .endsWith("[ERROR] A.java:1 oops\nfootnote: the build failed, see above.\n");
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.output()).isEmpty();
    assertThat(root.resolve("eval/target/footnote/.lock")).doesNotExist();
  }

  @Test
  void saysWhatToInstallWithoutMaven() throws Exception {
    checkout();
    Files.delete(tools.resolve("mvn"));
    jdk(jvms.resolve("jdk"), "25");
    Ran ran = run(Map.of());
    assertThat(ran.error())
        .isEqualTo(
            "footnote: needs Maven 3.8 or newer to build itself; install it"
                + " (https://maven.apache.org) and see that 'mvn' is on the PATH.\n");
    assertThat(ran.exitCode()).isEqualTo(1);
  }

  /** What an unpacked archive looks like. */
  private void distribution() throws IOException {
    Files.createDirectory(root.resolve("lib"));
    Files.writeString(root.resolve("lib/footnote.jar"), "");
    Files.writeString(root.resolve("trained"), "");
  }

  /** What a clone looks like, with a Maven that counts its builds. */
  private void checkout() throws IOException {
    for (String file :
        List.of(
            "pom.xml",
            "embed/pom.xml",
            "index/pom.xml",
            "ingest/pom.xml",
            "serve/engine/src/main/java/A.java",
            "eval/pom.xml")) {
      Path path = root.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, "");
      Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(60)));
    }
    for (Path folder :
        List.of(
            root.resolve("serve/engine/src/main"), root.resolve("serve/engine/src/main/java"))) {
      Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minusSeconds(60)));
    }
    script(
        tools.resolve("mvn"),
        """
        #!/bin/sh
        echo build >>"%s"
        mkdir -p eval/target/footnote/lib
        : >eval/target/footnote/lib/footnote.jar
        : >eval/target/footnote/built
        """
            .formatted(temporary.resolve("builds")));
  }

  private int builds() throws IOException {
    return Files.readAllLines(temporary.resolve("builds")).size();
  }

  /** A JDK that prints its name, its arguments and the locale. */
  private static Path jdk(Path folder, String version) throws IOException {
    Files.createDirectories(folder.resolve("bin"));
    Files.writeString(
        folder.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
    script(
        folder.resolve("bin/java"),
        """
        #!/bin/sh
        printf '%s ' "$(basename "$(dirname "$(dirname "$0")")")"
        for argument; do printf '[%s] ' "$argument"; done
        printf '%s\\n' "${LC_ALL:-}"
        exit "${FAKE_EXIT:-0}"
        """);
    script(folder.resolve("bin/javac"), "#!/bin/sh\n");
    return folder;
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path onPath(String tool) {
    return List.of("/bin/", "/usr/bin/").stream()
        .map(folder -> Path.of(folder + tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError("this machine has no " + tool));
  }

  private record Ran(int exitCode, String output, String error) {}

  private Ran run(Map<String, String> environment, String... arguments) throws Exception {
    return start(root.resolve("footnote"), environment, arguments);
  }

  private Ran start(Path launcher, Map<String, String> environment, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of("/bin/sh", launcher.toString()));
    command.addAll(List.of(arguments));
    Path output = temporary.resolve("output");
    Path error = temporary.resolve("error");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectOutput(output.toFile())
            .redirectError(error.toFile());
    Map<String, String> own = new HashMap<>(environment);
    own.putIfAbsent("PATH", tools.toString());
    own.putIfAbsent("HOME", home.toString());
    builder.environment().clear();
    builder.environment().putAll(own);
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the launcher ends").isTrue();
    return new Ran(process.exitValue(), Files.readString(output), Files.readString(error));
  }
}
