package dev.portico.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WriteGateTest {
    @ParameterizedTest
    @CsvSource({
        "user:default/ann, user:default/ann",
        "User:Default/Ann, user:default/ann",
        "ann, user:default/ann",
        "user:acme/ann, user:acme/ann",
        "' ', local",
        ", local"
    })
    void whoeverReachesItSaysWhoTheyAre(String claimed, String name) {
        Viewer viewer = WriteGates.open().requireWriter(Optional.ofNullable(claimed));

        assertThat(viewer.name()).isEqualTo(name);
    }

    @Test
    void onlyAUserWrites() {
        assertThatThrownBy(
                        () -> WriteGates.open().requireWriter(Optional.of("group:default/admins")))
                .isInstanceOf(PorticoException.class)
                .hasMessageContaining(
                        "The header Portico-User names group:default/admins; it must name a user, as"
                                + " user:default/ann.");
    }

    @Test
    void aClosedGateStaysClosedForAUser() {
        assertThatThrownBy(() -> WriteGates.closed().requireWriter(Optional.of("user:default/ann")))
                .isInstanceOfSatisfying(
                        PorticoException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN));
    }
}
