package dev.portico.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.catalog.Admission.AllowedKind;
import dev.portico.catalog.Admission.LocationMatcher;
import dev.portico.catalog.Admission.LocationRule;
import dev.portico.model.Problem;
import dev.portico.model.TrustLevel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionTest {
    private static final String TARGET = "https://git.example.com/Acme/orders/catalog-info.yaml";
    private static final String USER =
            "apiVersion: backstage.io/v1alpha1\nkind: User\nmetadata: {name: ann}\n"
                    + "spec: {memberOf: []}\n";

    @Test
    void refusesPeopleFromACatalogSource() {
        Problem problem = onlyProblem(USER, Admission.of(TrustLevel.CATALOG));
        assertThat(problem.code()).isEqualTo("not-allowed");
        assertThat(problem.message())
                .isEqualTo(
                        "The kind User is only taken from sources with trust 'platform'; this one"
                                + " has 'catalog'.");
        assertThat(problem.allowed())
                .isEqualTo("Component, API, Resource, System, Domain, Location, AiResource");
    }

    @Test
    void takesPeopleFromAPlatformSource() {
        assertThat(read(USER, Admission.of(TrustLevel.PLATFORM)).rejections()).isEmpty();
    }

    @Test
    void letsRulesAloneDecideForARegisteredLocation() {
        List<LocationRule> rules = List.of(rule("user", null));
        Admission registered = new Admission(TrustLevel.CATALOG, rules, "url", TARGET);
        assertThat(read(USER, registered).rejections()).isEmpty();
        Problem problem = onlyProblem(DescriptorsTest.GOOD, registered);
        assertThat(problem.message())
                .isEqualTo(
                        "No rule of portico.location.rules allows the kind Component for the"
                                + " location url:"
                                + TARGET
                                + ".");
        assertThat(problem.position().line()).isEqualTo(2);
    }

    @Test
    void leavesRulesAloneForAConfiguredSource() {
        List<LocationRule> rules = List.of(rule("user", null));
        Admission configured = new Admission(TrustLevel.CATALOG, rules, null, null);
        assertThat(read(DescriptorsTest.GOOD, configured).rejections()).isEmpty();
        assertThat(onlyProblem(USER, configured).code()).isEqualTo("not-allowed");
    }

    @ParameterizedTest
    @CsvSource({"component,true", "COMPONENT,true", "API,false"})
    void comparesKindsWithoutCase(String kind, boolean allowed) {
        assertThat(isAllowed(rule(kind, null))).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"Service,true", "website,false"})
    void comparesTheTypeWhenARuleHasOne(String type, boolean allowed) {
        assertThat(isAllowed(rule("Component", type))).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "url,https://git.example.com/Acme/orders/catalog-info.yaml,,true",
        "url,https://git.example.com/acme/orders/catalog-info.yaml,,false",
        "file,https://git.example.com/Acme/orders/catalog-info.yaml,,false",
        "url,,https://git.example.com/acme/**,true",
        "url,,https://git.example.com/acme/*/catalog-info.yaml,true",
        "url,,https://git.example.com/acme/*,false",
        "url,,https://git.example.com/**/catalog-info.y?ml,true",
        "url,,'https://git.example.com/{other,acme}/**',true",
        "url,,https://git.example.com/[a-c]cme/**,true",
        "url,,https://git.example.com/[!a]cme/**,false",
        "url,,https://git-example.com/**,false",
        "url,,,true",
        "file,,,false"
    })
    void comparesTheLocationARuleIsFor(String type, String exact, String pattern, boolean allowed) {
        LocationRule rule =
                new LocationRule(
                        List.of(new AllowedKind("Component", null)),
                        List.of(new LocationMatcher(type, exact, pattern)));
        assertThat(isAllowed(rule)).isEqualTo(allowed);
        assertThat(LocationRule.fromJson(rule.toJson())).isEqualTo(rule);
    }

    private static LocationRule rule(String kind, String type) {
        return new LocationRule(List.of(new AllowedKind(kind, type)), List.of());
    }

    private static boolean isAllowed(LocationRule rule) {
        Admission admission = new Admission(TrustLevel.CATALOG, List.of(rule), "url", TARGET);
        return read(DescriptorsTest.GOOD, admission).rejections().isEmpty();
    }

    private static Problem onlyProblem(String yaml, Admission admission) {
        List<Rejection> rejections = read(yaml, admission).rejections();
        assertThat(rejections).hasSize(1);
        assertThat(rejections.getFirst().problems()).hasSize(1);
        return rejections.getFirst().problems().getFirst();
    }

    private static DescriptorContent read(String yaml, Admission admission) {
        return Samples.BUILT_IN.read(
                Samples.file(yaml.getBytes(UTF_8), admission), Samples.NO_PLACEHOLDERS);
    }
}
