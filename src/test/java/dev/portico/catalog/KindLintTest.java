package dev.portico.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.model.TrustLevel;
import dev.portico.platform.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class KindLintTest {
    private static final String COMPONENT =
            """
            apiVersion: backstage.io/v1alpha1
            kind: Component
            metadata: {name: orders}
            spec:
              type: service
              lifecycle: old
              owner: red
            """;

    @Test
    void whatALintSaysIsAWarningWithItsPlace() {
        DescriptorContent content = read(COMPONENT, new Lifecycles("1"));

        assertThat(content.rejections()).isEmpty();
        assertThat(content.declarations().getFirst().warnings())
                .extracting(Samples::shortForm)
                .containsExactly("6:14 old /spec/lifecycle");
    }

    @Test
    void whatALintThatRefusesSaysKeepsADocumentOut() {
        DescriptorContent content = read(COMPONENT, new Refusing());

        assertThat(content.declarations()).isEmpty();
        assertThat(Samples.problems(content)).containsExactly("6:14 old /spec/lifecycle");
    }

    @Test
    void aBadDocumentIsNotLookedAt() {
        DescriptorContent content = read(COMPONENT.replace("owner", "owners"), new Lifecycles("1"));

        assertThat(Samples.problems(content)).containsExactly("4:1 missing-field /spec/owner");
    }

    @Test
    void theKindsAreOthersWhenALintJudgesOtherwise() {
        KindRegistry kinds = KindRegistry.builtIn();

        assertThat(kinds.lintedBy(List.of())).isSameAs(kinds);
        assertThat(kinds.lintedBy(List.of(new Lifecycles("1"))).version())
                .isEqualTo(kinds.lintedBy(List.of(new Lifecycles("1"))).version())
                .isNotEqualTo(kinds.lintedBy(List.of(new Lifecycles("2"))).version())
                .isNotEqualTo(kinds.version());
    }

    @Test
    void theKindsAreTheSameInWhateverOrderTheirLintsCome() {
        KindRegistry kinds = KindRegistry.builtIn();
        KindLint one = new Lifecycles("1");
        KindLint other = new Content("Group");

        assertThat(kinds.lintedBy(List.of(one, other)).version())
                .isEqualTo(kinds.lintedBy(List.of(other, one)).version())
                .isNotEqualTo(kinds.lintedBy(List.of(one, new Content("User"))).version());
    }

    private static DescriptorContent read(String yaml, KindLint lint) {
        return new Descriptors(KindRegistry.builtIn().lintedBy(List.of(lint)))
                .read(
                        Samples.file(
                                yaml.getBytes(StandardCharsets.UTF_8),
                                Admission.of(TrustLevel.PLATFORM)),
                        Samples.NO_PLACEHOLDERS);
    }

    /// Finds components that are said to be old.
    private record Lifecycles(String version) implements KindLint {
        @Override
        public String kind() {
            return "Component";
        }

        @Override
        public List<Remark> check(JsonObject document) {
            return document.object("spec").text("lifecycle").stream()
                    .filter("old"::equals)
                    .map(text -> new Remark("old", "It is old.", "/spec/lifecycle", text))
                    .toList();
        }
    }

    /// Has nothing to say.
    private record Content(String kind) implements KindLint {
        @Override
        public List<Remark> check(JsonObject document) {
            return List.of();
        }

        @Override
        public String version() {
            return "2";
        }
    }

    /// Lets no old component in.
    private record Refusing() implements KindLint {
        @Override
        public String kind() {
            return "Component";
        }

        @Override
        public List<Remark> check(JsonObject document) {
            return new Lifecycles("1").check(document);
        }

        @Override
        public boolean refuses() {
            return true;
        }

        @Override
        public String version() {
            return "1";
        }
    }
}
