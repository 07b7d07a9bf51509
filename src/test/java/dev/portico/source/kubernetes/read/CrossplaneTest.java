package dev.portico.source.kubernetes.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.platform.json.JsonObject;
import dev.portico.runtime.ObjectKey;
import dev.portico.runtime.PlatformApi;
import dev.portico.runtime.PlatformResource;
import dev.portico.runtime.PlatformResource.Role;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Definitions, claims, composite and managed resources of Crossplane v1 and v2.
class CrossplaneTest {
    private static final String XRD =
            """
            apiVersion: apiextensions.crossplane.io/v1
            kind: CompositeResourceDefinition
            metadata:
              name: xbuckets.acme.io
              annotations: {terasky.backstage.io/owner: 'group:platform', portico.dev/title: Bucket}
            spec:
              group: acme.io
              names: {kind: XBucket, plural: xbuckets}
              claimNames: {kind: Bucket, plural: buckets}
              versions:
                - {name: v1alpha1, served: true, referenceable: false, schema: {openAPIV3Schema: {type: object, description: old}}}
                - {name: v1, served: true, referenceable: true, schema: {openAPIV3Schema: {type: object, description: 'A bucket.'}}}
                - {name: v0, served: false, referenceable: false}
            status: {conditions: [{type: Established, status: '%s', reason: WatchingCompositeResource}]}
            ---
            """;
    private static final String NAMESPACED =
            XRD.replace("apiextensions.crossplane.io/v1", "apiextensions.crossplane.io/v2")
                    .replace("  claimNames: {kind: Bucket, plural: buckets}\n", "");
    private static final String CRD =
            """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: instances.cloud.io}
            spec: {group: cloud.io, names: {kind: Instance, plural: instances, categories: [crossplane, managed]}}
            ---
            """;
    private static final String CLAIM =
            """
            apiVersion: acme.io/v1
            kind: Bucket
            metadata: {name: media, namespace: shop}
            spec:
              compositionRef: {name: aws}
              resourceRef: {apiVersion: acme.io/v1, kind: XBucket, name: media-x}
            ---
            """;
    private static final String COMPOSITE =
            """
            apiVersion: acme.io/v1
            kind: XBucket
            metadata: {name: media-x, labels: {crossplane.io/composite: media-x, crossplane.io/claim-name: media}}
            spec:
              claimRef: {apiVersion: acme.io/v1, kind: Bucket, namespace: shop, name: media}
              compositionRef: {name: aws}
              resourceRefs: [{apiVersion: cloud.io/v1beta1, kind: Instance, name: media-i}]
            ---
            """;
    private static final String MANAGED =
            """
            apiVersion: cloud.io/v1beta1
            kind: Instance
            metadata:
              name: media-i
              labels: {crossplane.io/composite: media-x}
              annotations: {crossplane.io/external-name: arn-1, other: x}
              ownerReferences: [{apiVersion: acme.io/v1, kind: XBucket, name: media-x, controller: true}]
            ---
            """;
    private static final ObjectKey COMPOSITE_KEY =
            new ObjectKey("acme.io", "XBucket", "", "media-x");

    @Test
    void aDefinitionBecomesAnApi() {
        BookFixture book = new BookFixture().put(XRD.formatted("True"));

        PlatformApi api = book.one(PlatformApi.class, "xbuckets.acme.io");
        assertThat(api.kind()).isEqualTo("XBucket");
        assertThat(api.claimKind()).isEqualTo("Bucket");
        assertThat(api.scope()).isEqualTo("LegacyCluster");
        assertThat(api.versions()).containsExactly("v1", "v1alpha1");
        assertThat(api.verdict().toString()).contains("HEALTHY");

        JsonObject entity = book.draft("xbuckets.acme.io");
        assertThat(entity.text("kind")).hasValue("API");
        assertThat(entity.object("metadata").text("name")).hasValue("xbucket-acme.io");
        assertThat(entity.object("metadata").text("title")).hasValue("Bucket");
        assertThat(entity.object("metadata").text("description")).hasValue("A bucket.");
        assertThat(entity.object("spec").text("type")).hasValue("crd");
        assertThat(entity.object("spec").text("owner")).hasValue("group:platform");
        JsonObject definition =
                JsonObject.parse(entity.object("spec").text("definition").orElseThrow());
        assertThat(definition.object("spec").object("names").text("kind")).hasValue("Bucket");
        assertThat(definition.object("spec").text("scope")).hasValue("Namespaced");
        assertThat(definition.object("spec").objects("versions"))
                .singleElement()
                .satisfies(
                        version -> {
                            assertThat(version.text("name")).hasValue("v1");
                            assertThat(version.object("schema").object("openAPIV3Schema").toJson())
                                    .isEqualTo(
                                            "{\"type\":\"object\",\"description\":\"A bucket.\"}");
                        });
        assertThat(book.book.drafts().getFirst().location())
                .isEqualTo(
                        "kubernetes:prod-eu/-/CompositeResourceDefinition.apiextensions.crossplane.io"
                                + "/xbuckets.acme.io");
    }

    @Test
    void kindsAreWantedWhileTheirDefinitionsAreEstablished() {
        Interest composite = new Interest("acme.io", "XBucket");
        Interest claim = new Interest("acme.io", "Bucket");
        Interest managed = new Interest("cloud.io", "Instance");
        BookFixture book = new BookFixture().put(XRD.formatted("False"));
        assertThat(book.last.interests()).isFalse();
        assertThat(book.book.interests()).doesNotContain(composite, claim, managed);

        book.put(XRD.formatted("True") + CRD);
        assertThat(book.last.interests()).isTrue();
        assertThat(book.book.interests()).contains(composite, claim, managed);

        book.put(CLAIM + COMPOSITE + MANAGED);
        assertThat(book.told).hasSize(4);

        book.remove(XRD.formatted("True"));
        assertThat(book.last.interests()).isTrue();
        assertThat(book.last.gone()).hasSize(3);
        assertThat(book.book.interests()).contains(managed).doesNotContain(composite, claim);

        book.remove(CRD);
        assertThat(book.book.interests()).doesNotContain(managed);
        assertThat(book.told).isEmpty();
    }

    @Test
    void aKindThatGoesAndComesBackUnseenKeepsItsObjects() {
        BookFixture book = new BookFixture().put(XRD.formatted("True") + CRD + COMPOSITE);

        book.put(BookFixture.object(XRD.formatted("False")));
        book.put(BookFixture.object(MANAGED));
        book.put(BookFixture.object(COMPOSITE.replace("name: aws", "name: gcp")));
        book.put(XRD.formatted("True"));

        assertThat(book.one(PlatformResource.class, "media-x").composition()).isEqualTo("gcp");
    }

    @Test
    void aClaimIsATree() {
        BookFixture book =
                new BookFixture().put(XRD.formatted("True") + CRD + MANAGED + COMPOSITE + CLAIM);

        PlatformResource claim = book.one(PlatformResource.class, "media");
        assertThat(claim.role()).isEqualTo(Role.CLAIM);
        assertThat(claim.parent()).isNull();
        assertThat(claim.children()).containsExactly(COMPOSITE_KEY);
        assertThat(claim.composition()).isEqualTo("aws");
        PlatformResource composite = book.one(PlatformResource.class, "media-x");
        assertThat(composite.role()).isEqualTo(Role.COMPOSITE);
        assertThat(composite.parent()).isEqualTo(claim.key());
        PlatformResource managed = book.one(PlatformResource.class, "media-i");
        assertThat(composite.children()).containsExactly(managed.key());
        assertThat(managed.role()).isEqualTo(Role.MANAGED);
        assertThat(managed.parent()).isEqualTo(COMPOSITE_KEY);
        assertThat(managed.annotations()).isEqualTo(Map.of("crossplane.io/external-name", "arn-1"));
    }

    @Test
    void versionTwoIsNamespacedAndKeepsItsMachineryApart() {
        String composite =
                """
                apiVersion: acme.io/v1
                kind: XBucket
                metadata: {name: media, namespace: shop}
                spec:
                  compositionRef: {name: mine, note: a field of the user}
                  crossplane:
                    compositionRef: {name: aws}
                    resourceRefs:
                      - {apiVersion: apps/v1, kind: Deployment, name: media}
                      - {apiVersion: cloud.io/v1, kind: Instance, name: media-i}
                ---
                """;
        BookFixture book =
                new BookFixture()
                        .put(
                                NAMESPACED.formatted("True")
                                        + CRD
                                        + composite
                                        + MANAGED.replace(
                                                        "name: media-i",
                                                        "name: media-i\n  namespace: shop")
                                                .replace("media-x", "media"));

        assertThat(book.one(PlatformApi.class, "xbuckets.acme.io").scope()).isEqualTo("Namespaced");
        PlatformResource resource = book.one(PlatformResource.class, "media");
        assertThat(resource.composition()).isEqualTo("aws");
        assertThat(resource.parent()).isNull();
        assertThat(resource.children())
                .containsExactly(
                        new ObjectKey("apps", "Deployment", "shop", "media"),
                        new ObjectKey("cloud.io", "Instance", "shop", "media-i"));
        assertThat(book.one(PlatformResource.class, "media-i").parent()).isEqualTo(resource.key());
    }

    @Test
    void aResourceWithoutOwnerIsFoundByTheNameOfItsComposite() {
        String labelled = MANAGED.replaceAll("  ownerReferences.*\n", "");
        BookFixture book = new BookFixture().put(XRD.formatted("True") + CRD + labelled);
        assertThat(book.one(PlatformResource.class, "media-i").parent()).isNull();

        book.put(COMPOSITE);
        assertThat(book.one(PlatformResource.class, "media-i").parent()).isEqualTo(COMPOSITE_KEY);

        book.remove(COMPOSITE);
        assertThat(book.one(PlatformResource.class, "media-i").parent()).isNull();
    }

    @Test
    void saysInPlainWordsWhatIsWrong() {
        assertThat(verdict("")).isEqualTo("PROGRESSING: Crossplane has not looked at it yet");
        assertThat(
                        verdict(
                                "{type: Synced, status: 'False', reason: ReconcileError, message: 'access denied'}, {type: Ready, status: 'True'}"))
                .isEqualTo("DEGRADED: Crossplane cannot apply it: access denied");
        assertThat(
                        verdict(
                                "{type: Synced, status: 'True'}, {type: Ready, status: 'False', reason: Creating}"))
                .isEqualTo("PROGRESSING: still being created");
        assertThat(
                        verdict(
                                "{type: Synced, status: 'True'}, {type: Ready, status: 'False', reason: Creating, message: 'Unready resources: db'}"))
                .isEqualTo("PROGRESSING: still being created: Unready resources: db");
        assertThat(
                        verdict(
                                "{type: Synced, status: 'True'}, {type: Ready, status: 'False', reason: Unavailable, message: 'quota reached'}"))
                .isEqualTo("DEGRADED: not available: quota reached");
        assertThat(
                        verdict(
                                "{type: Synced, status: 'True'}, {type: Ready, status: 'True'}, {type: LastAsyncOperation, status: 'False', message: 'apply failed'}"))
                .isEqualTo("DEGRADED: the last operation failed: apply failed");
        assertThat(
                        verdict(
                                "{type: Ready, status: 'True'}, {type: Responsive, status: 'False', message: 'circuit open'}"))
                .isEqualTo(
                        "DEGRADED: it changes so often that Crossplane holds back: circuit open");
        assertThat(verdict("{type: Synced, status: 'True'}, {type: Ready, status: 'True'}"))
                .isEqualTo("HEALTHY: ");
        assertThat(verdict("{type: Synced, status: 'False', reason: ReconcilePaused}"))
                .isEqualTo("SUSPENDED: paused: Crossplane leaves it as it is");
    }

    @Test
    void aPausedAndADeletedResource() {
        BookFixture book =
                new BookFixture()
                        .put(
                                CRD
                                        + MANAGED.replace(
                                                "annotations: {",
                                                "annotations: {crossplane.io/paused: 'true', "));
        assertThat(book.one(PlatformResource.class, "media-i").paused()).isTrue();

        book.put(
                MANAGED.replace("labels:", "deletionTimestamp: '2026-11-23T10:00:00Z'\n  labels:"));
        assertThat(book.one(PlatformResource.class, "media-i").verdict().reason())
                .isEqualTo("being deleted");
    }

    private static String verdict(String conditions) {
        PlatformResource resource =
                new BookFixture()
                        .put(
                                CRD
                                        + MANAGED.replace("---\n", "")
                                        + "status: {conditions: ["
                                        + conditions
                                        + "]}")
                        .one(PlatformResource.class, "media-i");
        return resource.verdict().health() + ": " + resource.verdict().reason();
    }
}
