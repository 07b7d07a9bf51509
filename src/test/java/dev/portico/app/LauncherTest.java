package dev.portico.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
import org.junit.jupiter.api.io.TempDir;

/// Runs the launcher script on a made-up machine: its own JDKs, its own PATH.
class LauncherTest {
    private static final List<String> TOOLS =
            List.of(
                    "cat",
                    "chmod",
                    "dirname",
                    "find",
                    "grep",
                    "head",
                    "kill",
                    "mkdir",
                    "readlink",
                    "sleep",
                    "tail",
                    "touch",
                    "tr");

    @TempDir Path machine;

    private Path clone;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void setUp() throws IOException {
        clone = Files.createDirectories(machine.resolve("a clone"));
        Files.copy(
                Path.of("portico"), clone.resolve("portico"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createDirectories(clone.resolve("src/main"));
        Files.writeString(clone.resolve("pom.xml"), "<project/>");
        Path tools = Files.createDirectories(machine.resolve("bin"));
        for (String tool : TOOLS) {
            for (String folder : List.of("/usr/bin", "/bin")) {
                Path program = Path.of(folder, tool);
                if (Files.exists(program) && !Files.exists(tools.resolve(tool))) {
                    script(tools.resolve(tool), "exec " + program + " \"$@\"");
                }
            }
        }
        environment.put("PATH", tools.toString());
        environment.put("HOME", machine.resolve("home").toString());
        environment.put("PORTICO_JDK_ROOT", machine.toString());
    }

    @Test
    void prefersJavaHomeWhenItIsNewEnough() throws Exception {
        Path chosen = jdk("chosen", "27.0.1");
        jdk("usr/lib/jvm/other", "25.0.3");
        environment.put("JAVA_HOME", chosen.toString());

        assertThat(run("--find-jdk")).isEqualTo(new Outcome(0, chosen + "\n"));
    }

    @Test
    void passesOverAnOldJavaHomeAndFoldersThatAreNoJdk() throws Exception {
        environment.put("JAVA_HOME", jdk("usr/lib/jvm/old", "17.0.9").toString());
        Path jre = jdk("usr/lib/jvm/jre", "25.0.3");
        Files.delete(jre.resolve("bin/javac"));
        jdk("usr/lib/jvm/ancient", "1.8.0_392");
        Path good = jdk("home/.sdkman/candidates/java/25.0.3-tem", "25.0.3");

        assertThat(run("--find-jdk")).isEqualTo(new Outcome(0, good + "\n"));
    }

    @Test
    void takesTheOldestThatIsNewEnough() throws Exception {
        jdk("opt/jdk-26", "26");
        Path good = jdk("home/.jdks/temurin-25", "25");
        jdk("home/.local/share/mise/installs/java/27", "27-ea");

        assertThat(run("--find-jdk")).isEqualTo(new Outcome(0, good + "\n"));
    }

    @Test
    void saysInOneSentenceWhatToInstallWhenThereIsNoJdk() throws Exception {
        jdk("usr/lib/jvm/old", "21.0.2");

        Outcome outcome = run();

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output())
                .hasLineCount(1)
                .startsWith("portico: no JDK 25 or newer was found; install JDK 25")
                .contains("JAVA_HOME");
    }

    @Test
    void saysInOneSentenceWhatToInstallWhenThereIsNoMaven() throws Exception {
        jdk("usr/lib/jvm/good", "25.0.3");

        Outcome outcome = run("why", "component:default/orders");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output())
                .hasLineCount(1)
                .startsWith("portico: Maven was not found; install Maven")
                .contains("apt-get install maven");
    }

    @Test
    void runsTheProgramThroughALinkFromAnotherFolderWithTheArgumentsAsTheyAre() throws Exception {
        jdk("usr/lib/jvm/good", "25.0.3");
        Path jar = builtJar();
        Path elsewhere = Files.createDirectories(machine.resolve("elsewhere"));
        Path link =
                Files.createSymbolicLink(
                        elsewhere.resolve("portico-link"), Path.of("../a clone/portico"));

        Outcome outcome = run(elsewhere, link, "why", "an argument");

        assertThat(outcome.exitCode()).isEqualTo(7);
        assertThat(outcome.output())
                .contains("[-Dportico-home=" + clone + "]")
                .endsWith("[-jar][" + jar + "][why][an argument]\n");
    }

    @Test
    void buildsWhenASourceIsNewerThanTheJarAndTellsThatItDoes() throws Exception {
        jdk("usr/lib/jvm/good", "25.0.3");
        Path jar = builtJar();
        Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        script(machine.resolve("bin/mvn"), "echo \"maven $*\" >>\"$HOME.mvn\"");

        Outcome first = run("version");
        Outcome second = run("version");

        assertThat(first.output()).startsWith("Building Portico").contains("[version]");
        assertThat(second.output()).doesNotContain("Building").contains("[version]");
        assertThat(Files.readString(machine.resolve("home.mvn")))
                .isEqualTo("maven -B -Dmaven.test.skip -Dspotless.check.skip package\n");
    }

    @Test
    void testsThatTakeLongAreRunWhenTheyAreAskedFor() throws Exception {
        jdk("usr/lib/jvm/good", "25.0.3");
        script(machine.resolve("bin/mvn"), "echo \"maven $*\" >>\"$HOME.mvn\"");
        Path keycloak = clone.resolve("target/keycloak/keycloak-26.7.3/bin/kc.sh");
        Files.createDirectories(keycloak.getParent());
        Files.createFile(keycloak);

        run("test", "-Dtest=MergeTest");
        run("test", "--long");

        assertThat(Files.readString(machine.resolve("home.mvn")))
                .isEqualTo(
                        """
                        maven -B verify -Dtest=MergeTest
                        maven -B test -Dgroups=long -Dtests.excluded=none
                        """);
    }

    @Test
    void testsThatTakeLongGoOnWhereKeycloakCanNotBeFetched() throws Exception {
        jdk("usr/lib/jvm/good", "25.0.3");
        script(
                machine.resolve("bin/mvn"),
                """
                case $* in
                  *keycloak*) exit 1 ;;
                  *) echo "maven $*" ;;
                esac
                """);

        assertThat(run("test", "--long"))
                .isEqualTo(
                        new Outcome(
                                0,
                                """
                                Fetching Keycloak 26.7.3 for the tests (170 MB)
                                portico: Keycloak could not be fetched; the tests with it are skipped.
                                maven -B test -Dgroups=long -Dtests.excluded=none
                                """));
    }

    @Test
    void liveReloadFetchesANewerMavenWhenThereIsAnOldOne() throws Exception {
        jdk("usr/lib/jvm/good", "25.0.3");
        script(
                machine.resolve("bin/mvn"),
                """
                case $* in
                  *--version*) echo 'Apache Maven 3.8.7' ;;
                  *unpack*) for last; do :; done
                    folder=${last#*=}/apache-maven-3.9.11/bin
                    mkdir -p "$folder"
                    printf '#!/bin/sh\\necho "new maven $*"\\n' >"$folder/mvn" ;;
                  *) echo "old maven $*" ;;
                esac
                """);

        Outcome outcome = run("dev", "--demo");

        assertThat(outcome.output())
                .startsWith(
                        "Fetching Maven 3.9.11 for live reload\nnew maven -B -P!strict quarkus:dev")
                .endsWith("-Dquarkus.args=--demo\n");
        assertThat(run("dev").output()).startsWith("new maven");
    }

    @Test
    void showsWhyABuildFailed() throws Exception {
        jdk("usr/lib/jvm/good", "25.0.3");
        script(machine.resolve("bin/mvn"), "echo '[ERROR] no such symbol'; exit 1");

        Outcome outcome = run("build");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output())
                .contains("[ERROR] no such symbol")
                .contains("portico: the build failed;")
                .contains("target/build.log");
    }

    @Test
    void givesTheImageItsNameAndBase() throws Exception {
        jdk("usr/lib/jvm/good", "25.0.3");
        builtJar();
        Files.writeString(clone.resolve("pom.xml"), "<project>\n  <version>1.2.3</version>\n");
        script(machine.resolve("bin/mvn"), "echo \"maven $*\"");
        builtJar();

        Outcome usual = run("image");
        Outcome chosen = run("image", "--base", "ubi9", "--architecture", "arm64");

        assertThat(usual.output())
                .contains("-Dportico.name=portico:1.2.3 com.google.cloud.tools")
                .endsWith("Made portico:1.2.3: " + clone + "/target/portico-image.tar\n");
        assertThat(chosen.output())
                .contains("-Dportico.base=ubi9 -Dportico.architecture=arm64 com.google");
        assertThat(run("image", "--push"))
                .isEqualTo(
                        new Outcome(
                                1,
                                "portico: image takes --base IMAGE, --name NAME:TAG and"
                                        + " --architecture amd64 or arm64, not '--push'.\n"));
        assertThat(run("image", "--base"))
                .isEqualTo(new Outcome(1, "portico: --base needs a value.\n"));
    }

    private Path jdk(String folder, String version) throws IOException {
        Path home = machine.resolve(folder);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(
                home.resolve("release"),
                "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"%s\"\nOS_NAME=\"Linux\"\n"
                        .formatted(version));
        script(home.resolve("bin/java"), "printf '[%s]' \"$@\"; echo; exit 7");
        script(home.resolve("bin/javac"), "exit 0");
        return home;
    }

    private Path builtJar() throws IOException {
        Path jar = clone.resolve("target/quarkus-app/quarkus-run.jar");
        Files.createDirectories(clone.resolve("target/quarkus-app"));
        Files.writeString(jar, "");
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(5)));
        return jar;
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Outcome run(String... arguments) throws IOException, InterruptedException {
        return run(clone, clone.resolve("portico"), arguments);
    }

    private Outcome run(Path folder, Path script, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), output);
    }

    private record Outcome(int exitCode, String output) {}
}
