package dev.portico.access.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenTextTest {
    @Test
    void aTokenSaysWhatItIsAndIsNeverMadeTwice() {
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String token = TokenText.create();
            assertThat(token).matches("portico_[0-9A-Za-z]{49}");
            assertThat(TokenText.isWhole(token)).isTrue();
            made.add(token);
        }
        assertThat(made).hasSize(1_000);
    }

    @Test
    void aCharacterThatIsWrongOrMissingIsSeen() {
        String token = TokenText.create();
        for (int i = TokenText.PREFIX.length(); i < token.length(); i++) {
            char other = token.charAt(i) == 'a' ? 'b' : 'a';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(TokenText.isWhole(changed)).as(changed).isFalse();
        }
        assertThat(TokenText.isWhole(token.substring(0, token.length() - 1))).isFalse();
        assertThat(TokenText.isWhole(token + "0")).isFalse();
        assertThat(TokenText.isWhole("")).isFalse();
        assertThat(TokenText.isWhole("portico_")).isFalse();
    }
}
