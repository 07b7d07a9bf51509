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
