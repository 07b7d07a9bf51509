package dev.portico.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portico.model.Problem;
import dev.portico.model.RelationPair;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/// Every spec field that makes relations makes them in both directions.
class RelationsTest {
    @Test
    void relatesComponents() {
        assertThat(
                        relations(
                                "Component",
                                """
                                  type: service
                                  lifecycle: production
                                  owner: team-a
                                  system: shop
                                  subcomponentOf: Store
                                  providesApis: [orders, other/orders]
                                  consumesApis: ["api:pay"]
                                  dependsOn: ["resource:db", "resource:db", "component:x/y"]
                                  dependencyOf: ["component:web"]
                                """))
                .containsExactly(
                        "consumesApi api:default/pay apiConsumedBy",
                        "dependencyOf component:default/web dependsOn",
                        "dependsOn component:x/y dependencyOf",
                        "dependsOn resource:default/db dependencyOf",
                        "ownedBy group:default/team-a ownerOf",
                        "partOf component:default/store hasPart",
                        "partOf system:default/shop hasPart",
                        "providesApi api:default/orders apiProvidedBy",
                        "providesApi api:other/orders apiProvidedBy");
    }

    @Test
    void relatesTheOtherKinds() {
        assertThat(
                        relations(
                                "API",
                                "  {type: grpc, lifecycle: x, owner: user:ann, system: s, definition: d}"))
                .containsExactly(
                        "ownedBy user:default/ann ownerOf", "partOf system:default/s hasPart");
        assertThat(relations("Resource", "  {type: db, owner: t, dependencyOf: 'component:c'}"))
                .containsExactly(
                        "dependencyOf component:default/c dependsOn",
                        "ownedBy group:default/t ownerOf");
        assertThat(relations("System", "  {owner: t, domain: d}"))
                .contains("partOf domain:default/d hasPart");
        assertThat(relations("Domain", "  {owner: t, subdomainOf: d}"))
                .contains("partOf domain:default/d hasPart");
        assertThat(relations("User", "  {memberOf: [b, a]}"))
                .containsExactly(
                        "memberOf group:default/a hasMember", "memberOf group:default/b hasMember");
        assertThat(relations("Group", "  {type: t, parent: p, children: [c], members: [u]}"))
                .containsExactly(
                        "childOf group:default/p parentOf",
                        "hasMember user:default/u memberOf",
                        "parentOf group:default/c childOf");
        assertThat(relations("Location", "  {target: ./a.yaml}")).isEmpty();
    }

    @Test
    void relatesResourcesForAgents() {
        assertThat(
                        relations(
                                "AiResource",
                                "  {type: plugin, lifecycle: x, owner: t, skills: [s], system: y}"))
                .containsExactly(
                        "hasPart airesource:default/s partOf",
                        "ownedBy group:default/t ownerOf",
                        "partOf system:default/y hasPart");
        assertThat(
                        relations(
                                "AiResource",
                                "  {type: skill, lifecycle: x, owner: t, dependsOn: [s]}"))
                .contains("dependsOn airesource:default/s dependencyOf");
    }

    @Test
    void takesTheNamespaceOfTheEntityForRefsWithoutOne() {
        DescriptorContent content =
                Samples.read(
                        DescriptorsTest.GOOD.replace(
                                "name: orders", "name: orders\n  namespace: shop"));
        assertThat(content.declarations().getFirst().relations())
                .extracting(pair -> pair.target().toString())
                .containsExactly("group:shop/team-a");
    }

    @Test
    void sortsListsOfRefs() {
        DescriptorContent content =
                Samples.read(DescriptorsTest.GOOD + "  providesApis: [c, a, B]\n");
        assertThat(
                        content.declarations()
                                .getFirst()
                                .document()
                                .entity()
                                .spec()
                                .texts("providesApis"))
                .containsExactly("B", "a", "c");
    }

    @Test
    void warnsOfAnOwnerThatCanNotOwn() {
        DescriptorContent content =
                Samples.read(DescriptorsTest.GOOD.replace("team-a", "component:web"));
        Declaration declaration = content.declarations().getFirst();
        assertThat(declaration.relations()).isEmpty();
        assertThat(declaration.warnings())
                .extracting(Problem::code, Problem::message)
                .containsExactly(
                        Tuple.tuple(
                                "bad-ref",
                                "The field spec.owner refers to a component, which makes no"
                                        + " relation; it may refer to: group, user."));
    }

    @Test
    void refusesRefsThatAreNone() {
        assertThat(
                        Samples.problems(
                                Samples.read(
                                        DescriptorsTest.GOOD.replace("team-a", "'group:'")
                                                + "  dependsOn: [orders, 'a:b/']\n")))
                .containsExactly(
                        "8:10 bad-ref /spec/owner",
                        "9:15 bad-ref /spec/dependsOn/0",
                        "9:23 bad-ref /spec/dependsOn/1");
    }

    private static List<String> relations(String kind, String spec) {
        DescriptorContent content =
                Samples.read(
                        "apiVersion: backstage.io/v1alpha1\nkind: "
                                + kind
                                + "\nmetadata:\n  name: self\nspec:\n"
                                + spec);
        assertThat(Samples.problems(content)).isEmpty();
        return content.declarations().getFirst().relations().stream()
                .map(RelationsTest::shortForm)
                .toList();
    }

    private static String shortForm(RelationPair pair) {
        return pair.type() + " " + pair.target() + " " + pair.reverse();
    }
}
