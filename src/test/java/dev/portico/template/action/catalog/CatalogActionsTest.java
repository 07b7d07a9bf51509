package dev.portico.template.action.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portico.catalog.CatalogFixture;
import dev.portico.catalog.ChangeLog;
import dev.portico.catalog.SourceLease;
import dev.portico.model.SourceClass;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.query.CatalogIndex;
import dev.portico.template.action.TestContext;
import dev.portico.test.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogActionsTest {
    @TempDir Path folder;

    private TestContext context;

    @BeforeEach
    void aWorkspace() throws Exception {
        context = new TestContext(Files.createDirectories(folder.resolve("workspace")));
    }

    private static void fails(ThrowingCallable run, ErrorCode code, String message) {
        assertThatThrownBy(run)
                .isInstanceOf(PorticoException.class)
                .hasMessage(message)
                .extracting("code")
                .isEqualTo(code);
    }

    @Test
    void writesADescriptorThatSaysWhereItCameFrom() throws Exception {
        context.at("https://git.example.com/acme/t/src/branch/main/", "c0ffee");
        context.run(
                new CatalogWrite(),
                """
                {"entity":{"apiVersion":"backstage.io/v1alpha1","kind":"Component",
                 "metadata":{"name":"orders","annotations":{"a":"b"},"tags":["x"]},
                 "spec":{"type":"service"}}}
                """);
        assertThat(context.content("catalog-info.yaml"))
                .isEqualTo(
                        """
                        apiVersion: backstage.io/v1alpha1
                        kind: Component
                        metadata:
                          name: orders
                          annotations:
                            a: b
                            backstage.io/source-template: template:default/service
                            portico.dev/template-commit: c0ffee
                            portico.dev/task-id: 00000000-0000-4000-8000-000000000001
                          tags:
                            - x
                        spec:
                          type: service
                        """);
        assertThat(context.logs).containsExactly("Writing catalog-info.yaml");
        context.at("https://git.example.com/acme/t/src/branch/main/", null);
        context.run(
                new CatalogWrite(), "{\"filePath\":\"d/x.yaml\",\"entity\":{\"kind\":\"API\"}}");
        assertThat(context.content("d/x.yaml")).doesNotContain("template-commit");
    }

    @Test
    void fetchesEntities() throws Exception {
        CatalogFixture catalog = new CatalogFixture(TestDatabase.fresh());
        SourceLease git = catalog.source("git:https://git.example.com/acme/a", SourceClass.GIT);
        catalog.put(git, CatalogFixture.component("a/catalog-info.yaml", "orders", "team-a"));
        ChangeLog log = new ChangeLog(catalog.feed, catalog.signal);
        try (CatalogIndex index = new CatalogIndex(log, folder.resolve("index"), Duration.ZERO)) {
            index.start();
            index.awaitPosition(log.latest(), Duration.ofSeconds(20));
            CatalogFetch action = new CatalogFetch(index);
            JsonObject one =
                    context.run(action, "{\"entityRef\":\"Orders\",\"defaultKind\":\"Component\"}");
            assertThat(one.object("entity").object("metadata").text("name")).contains("orders");
            assertThat(one.has("entities")).isFalse();
            JsonObject some =
                    context.run(
                            action,
                            """
                            {"entityRefs":["component:default/orders","component:default/gone"],
                             "optional":true}
                            """);
            assertThat(some.list("entities")).hasSize(2);
            assertThat(some.list("entities").getLast()).isNull();
            assertThat(
                            context.run(
                                    action,
                                    "{\"entityRef\":\"component:default/gone\",\"optional\":true}"))
                    .isEqualTo(JsonObject.of(Collections.singletonMap("entity", null)));
            fails(
                    () -> context.run(action, "{\"entityRef\":\"component:default/gone\"}"),
                    ErrorCode.NOT_FOUND,
                    "Entity component:default/gone not found");
            fails(
                    () -> context.run(action, "{\"optional\":true}"),
                    ErrorCode.INVALID_INPUT,
                    "Missing entity reference or references");
            assertThatThrownBy(
                            () ->
                                    context.run(
                                            action,
                                            JsonObject.of(Map.of("entityRefs", List.of("x")))))
                    .hasMessageContaining("has no kind");
        } finally {
            catalog.signal.close();
        }
    }
}
