package dev.portico.access.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.access.Access;
import dev.portico.access.Permission;
import dev.portico.access.PolicyProblem;
import dev.portico.access.Verdict;
import dev.portico.access.Viewer;
import dev.portico.access.Viewers;
import dev.portico.model.Entity;
import dev.portico.model.EntityFilter;
import dev.portico.platform.json.JsonObject;
import dev.portico.platform.yaml.Yaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What `docs/policies.md` shows is right and does what it says.
class PolicyExamplesTest {
    private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    private static List<JsonObject> examples() throws Exception {
        List<JsonObject> examples = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(Files.readString(Path.of("docs", "policies.md")));
        while (blocks.find()) {
            examples.add(JsonObject.of((Map<?, ?>) Yaml.read(blocks.group(1))));
        }
        return examples;
    }

    @Test
    void theExamplesCanBeUsed() throws Exception {
        assertThat(examples()).hasSize(2);
        for (JsonObject example : examples()) {
            assertThat(PolicyReader.check(example)).extracting(PolicyProblem::message).isEmpty();
        }
    }

    @Test
    void theExamplesSayWhatTheTextSays() throws Exception {
        Policies policies = new Policies();
        for (JsonObject example : examples()) {
            policies.put(
                    example.object("metadata").text("name").orElseThrow(),
                    Yaml.write(example.object("spec").value("rules")));
        }
        Access access = policies.access(true);

        assertThat(access.readable(Viewers.ANN).toString()).contains("cards");
        assertThat(
                        access.verdict(
                                        Viewers.service("on-call-7", null),
                                        Permission.ENTITY_REFRESH)
                                .filter())
                .isEqualTo(EntityFilter.or(EntityFilter.equal("kind", "Component")));
        Verdict report =
                access.verdict(Viewers.job("acme/orders", true), Permission.DEPLOYMENT_REPORT);
        Entity production =
                new Entity(JsonObject.of(Map.of("spec", Map.of("lifecycle", "production"))));
        assertThat(((Verdict.When) report).grants())
                .anyMatch(
                        rule ->
                                rule.name().contains("production")
                                        && rule.condition() != null
                                        && rule.condition().test(production));
        Viewer blue = Viewers.user("user:default/x", JsonObject.of(Map.of("tenant", "blue")));
        assertThat(policies.access(false).readable(blue).toString()).contains("[blue]");
    }

    /// A table of permissions that lacks one would leave people guessing.
    @Test
    void thePageNamesEveryPermission() throws Exception {
        String page = Files.readString(Path.of("docs", "policies.md"));
        for (Permission permission : Permission.all()) {
            String last = permission.name().substring(permission.name().lastIndexOf('.'));
            assertThat(page)
                    .as(permission.name())
                    .satisfiesAnyOf(
                            it -> assertThat(it).contains("`" + permission.name() + "`"),
                            it -> assertThat(it).contains("`" + last + "`"));
        }
    }
}
