package dev.portico.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.platform.PorticoException;
import java.net.BindException;
import org.junit.jupiter.api.Test;

class StartFailureTest {
    @Test
    void namesAnUnknownSettingAndItsFile() {
        Throwable failure =
                new RuntimeException(
                        "Failed to start",
                        new IllegalStateException(
                                "SRCFG00050: portico.sorce.x in /srv/portico.yaml does not map to any root"));

        assertThat(StartFailure.sentence(failure))
                .isEqualTo(
                        "There is no setting 'portico.sorce.x' (in /srv/portico.yaml); correct or remove it.");
    }

    @Test
    void namesTheSettingWithAValueThatCannotBe() {
        Throwable failure =
                new IllegalStateException(
                        "Configuration validation failed:\n\tjava.lang.IllegalArgumentException:"
                                + " SRCFG00039: The config property portico.source.git.poll-interval"
                                + " with the config value \"soon\" threw an Exception whilst being"
                                + " converted Text cannot be parsed to a Duration");

        assertThat(StartFailure.sentence(failure))
                .isEqualTo(
                        "The setting portico.source.git.poll-interval can't be 'soon': Text cannot"
                                + " be parsed to a Duration.");
    }

    @Test
    void namesTheSettingThatIsMissing() {
        Throwable failure =
                new IllegalStateException(
                        "SRCFG00014: The config property portico.source.git.hosts.work.url is"
                                + " required but it could not be found in any config source");

        assertThat(StartFailure.sentence(failure))
                .isEqualTo("The setting portico.source.git.hosts.work.url is missing; set it.");
    }

    @Test
    void repeatsASentenceOfOurs() {
        Throwable failure =
                new RuntimeException(PorticoException.invalid("The folder /x is missing."));

        assertThat(StartFailure.sentence(failure)).isEqualTo("The folder /x is missing.");
    }

    @Test
    void saysHowToTakeAnotherPort() {
        assertThat(StartFailure.sentence(new RuntimeException(new BindException("in use"))))
                .contains("--port");
    }

    @Test
    void dropsClassNamesAndLineBreaksOfAnythingElse() {
        Throwable failure =
                new RuntimeException(
                        new IllegalStateException(
                                "java.lang.IllegalArgumentException: SRCFG00029: no\n\tduration"));

        assertThat(StartFailure.sentence(failure))
                .isEqualTo("The start failed: no duration (--verbose shows more)");
    }
}
