package dev.portico;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.portico.query.ForViewer;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// The arrows and the habits of the house. A rule that hinders is changed here, in the open, and
/// not worked around.
class ArchitectureTest {
    private static final String ROOT = "dev.portico.";

    /// Each uses only those before it.
    private static final List<String> ORDER =
            List.of(
                    "platform",
                    "model",
                    "access",
                    "catalog",
                    "query",
                    "runtime",
                    "scm",
                    "source",
                    "notify",
                    "ownership",
                    "template",
                    "api",
                    "web",
                    "app");

    private static final List<String> EDGES = List.of("api.rest", "api.graphql", "web");

    /// Libraries and the only packages that may use them. `platform.schema` has Jackson's nodes
    /// because the library that checks schemas takes nothing else.
    private static final Map<String, String[]> CONFINED =
            Map.ofEntries(
                    Map.entry("org.eclipse.jgit..", packages("scm..")),
                    Map.entry("io.fabric8..", packages("source.kubernetes..")),
                    Map.entry("dev.cel..", packages("platform.cel..")),
                    Map.entry(
                            "com.google.re2j..",
                            packages(
                                    "platform.regex..",
                                    "template.expression..",
                                    "template.action..")),
                    Map.entry("org.apache.lucene..", packages("query..")),
                    Map.entry("org.snakeyaml..", packages("platform.yaml..")),
                    Map.entry("com.networknt..", packages("platform.schema..")),
                    Map.entry(
                            "com.github.luben..", packages("catalog.store..", "template.store..")),
                    Map.entry("com.dashjoin..", packages("template.action..")),
                    Map.entry("com.github.kagkarlsson..", packages("platform.jobs..")),
                    Map.entry("picocli..", packages("app..")),
                    Map.entry("org.apache.commons.compress..", packages("platform.postgres..")),
                    Map.entry(
                            "com.fasterxml.jackson..",
                            packages("platform.json..", "platform.schema..", "api..")),
                    Map.entry("jakarta.ws.rs..", packages("api..", "web..", "app..")),
                    Map.entry("org.eclipse.microprofile.graphql..", packages("api.graphql..")),
                    Map.entry("graphql..", packages("api.graphql..")),
                    Map.entry(
                            "io.smallrye.mutiny..",
                            packages("api..", "web..", "access.identity..")),
                    Map.entry("io.quarkus.security..", packages("access..")),
                    Map.entry("io.quarkus.oidc..", packages("access..")),
                    Map.entry("org.jose4j..", packages("access..")),
                    Map.entry("io.opentelemetry..", packages("access.telemetry..")),
                    Map.entry("io.quarkus.qute..", packages("web..")),
                    Map.entry("jakarta.persistence..", packages("..store..")),
                    Map.entry("org.hibernate..", packages("..store..")),
                    Map.entry("io.quarkus.hibernate..", packages("..store..")),
                    Map.entry(
                            "java.sql..",
                            packages(
                                    "platform.sql..",
                                    "platform.jobs..",
                                    "platform.postgres..",
                                    "..store..",
                                    "app..")));

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.portico");

    @Test
    void packagesUseOnlyThoseBeforeThem() {
        for (int i = 0; i < ORDER.size(); i++) {
            String[] later =
                    ORDER.subList(i + 1, ORDER.size()).stream()
                            .map(name -> ROOT + name + "..")
                            .toArray(String[]::new);
            if (later.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage(ROOT + ORDER.get(i) + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(later)
                        .allowEmptyShould(true)
                        .check(CLASSES);
            }
        }
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void edgesDoNotKnowEachOther() {
        for (String edge : EDGES) {
            String[] others =
                    EDGES.stream()
                            .filter(other -> !other.equals(edge))
                            .map(other -> ROOT + other + "..")
                            .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + edge + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .allowEmptyShould(true)
                    .check(CLASSES);
        }
    }

    /// What the edges read is sieved by who asks; they get it so and not otherwise.
    @Test
    void edgesReadWhatTheViewerMaySee() {
        Set<String> sieved =
                Set.of(
                        "dev.portico.query.CatalogQuery",
                        "dev.portico.catalog.History",
                        "dev.portico.runtime.RuntimeQuery");
        classes()
                .that(areBeans())
                .and()
                .resideInAnyPackage(packages("api..", "web.."))
                .should(
                        new ArchCondition<>("take what they read as the viewer may see it") {
                            @Override
                            public void check(JavaClass type, ConditionEvents events) {
                                type.getConstructors().stream()
                                        .flatMap(made -> made.getParameters().stream())
                                        .filter(it -> sieved.contains(it.getRawType().getName()))
                                        .filter(it -> !it.isAnnotatedWith(ForViewer.class))
                                        .forEach(
                                                it ->
                                                        events.add(
                                                                SimpleConditionEvent.violated(
                                                                        type,
                                                                        it.getDescription())));
                            }
                        })
                .check(CLASSES);
    }

    @Test
    void subPackagesArePrivateToTheirFeature() {
        for (String feature : ORDER) {
            if (!List.of("platform", "model", "api").contains(feature)) {
                classes()
                        .that()
                        .resideInAPackage(ROOT + feature + ".*..")
                        .should()
                        .onlyHaveDependentClassesThat()
                        .resideInAPackage(ROOT + feature + "..")
                        .allowEmptyShould(true)
                        .check(CLASSES);
            }
        }
    }

    @Test
    void librariesStayWhereTheyBelong() {
        assertAll(
                CONFINED.entrySet().stream()
                        .map(entry -> () -> confined(entry.getKey(), entry.getValue())));
    }

    private static void confined(String library, String[] allowed) {
        noClasses()
                .that(DescribedPredicate.not(resideInAnyPackage(allowed)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }

    @Test
    void theLanguageAndThePipelineArePure() {
        noClasses()
                .that()
                .resideInAnyPackage(packages("model..", "platform.yaml..", "catalog.pipeline.."))
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                        "jakarta..",
                                        "io.quarkus..",
                                        "java.sql..",
                                        "java.net.http..",
                                        "java.util.concurrent..")
                                .or(nameMatching("java\\.lang\\.Thread|java\\.time\\.Clock"))
                                .and(DescribedPredicate.not(nameMatching(".*\\.ConcurrentMap"))))
                .check(CLASSES);
    }

    @Test
    void settingsComeThroughMappingsAndTimeThroughAClock() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        nameMatching(
                                "org\\.eclipse\\.microprofile\\.config\\.(ConfigProvider|inject\\.ConfigProperty)"))
                .orShould()
                .dependOnClassesThat(nameMatching("java\\.util\\.(Date|Calendar)"))
                .orShould()
                .dependOnClassesThat(resideInAnyPackage("java.util.logging", "org.slf4j"))
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "app..")
                .should()
                .callMethod(Clock.class, "systemUTC")
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLinePrints() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "app..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CLASSES);
        noClasses().should().callMethod(Throwable.class, "printStackTrace").check(CLASSES);
    }

    @Test
    void collaboratorsComeByConstructorAndAreFew() {
        fields().should().notBeAnnotatedWith(Inject.class).check(CLASSES);
        classes().that(areBeans()).should(haveFewCollaborators()).check(CLASSES);
    }

    @Test
    void namesSayWhatAClassIs() {
        classes()
                .should()
                .haveNameNotMatching(".*(Utils?|Helper|Manager|Impl)(\\$.*)?")
                .check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() throws ClassNotFoundException {
        TreeSet<String> packages = new TreeSet<>();
        CLASSES.forEach(type -> packages.add(type.getPackageName()));
        List<String> unmarked = new ArrayList<>();
        for (String name : packages) {
            Class<?> info = Class.forName(name + ".package-info");
            if (!info.isAnnotationPresent(NullMarked.class)) {
                unmarked.add(name);
            }
        }
        assertThat(unmarked).isEmpty();
    }

    private static DescribedPredicate<JavaClass> areBeans() {
        return DescribedPredicate.describe(
                "are beans",
                type ->
                        type.isAnnotatedWith("jakarta.inject.Singleton")
                                || type.isAnnotatedWith(
                                        "jakarta.enterprise.context.ApplicationScoped"));
    }

    private static ArchCondition<JavaClass> haveFewCollaborators() {
        return new ArchCondition<>("have at most 5 collaborators") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getConstructors().stream()
                        .filter(constructor -> constructor.getRawParameterTypes().size() > 5)
                        .forEach(
                                constructor ->
                                        events.add(
                                                SimpleConditionEvent.violated(
                                                        constructor,
                                                        constructor.getFullName()
                                                                + " takes more than 5")));
            }
        };
    }

    private static String[] packages(String... names) {
        String[] patterns = new String[names.length];
        for (int i = 0; i < names.length; i++) {
            patterns[i] = names[i].startsWith("..") ? names[i] : ROOT + names[i];
        }
        return patterns;
    }
}
