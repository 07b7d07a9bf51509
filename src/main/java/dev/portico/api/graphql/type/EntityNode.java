package dev.portico.api.graphql.type;

import io.smallrye.graphql.api.Nullable;
import jakarta.json.JsonValue;
import java.util.List;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Id;
import org.eclipse.microprofile.graphql.Name;
import org.eclipse.microprofile.graphql.NonNull;

/// What every entity answers, whatever its kind.
@Name("Entity")
@Description(
        "An entity of the catalog. Built-in kinds have their own types, all others are CustomEntity.")
public interface EntityNode {
    @Id
    @Description(
            "The entity's uid: stays when its file moves, new when it was deleted and made again.")
    String getId();

    @Description("The same as id, by Backstage's name.")
    String getUid();

    @Description("The identity as kind:namespace/name in lower case.")
    String getRef();

    @Description("The kind as the document writes it, such as Component.")
    String getKind();

    @Description("The apiVersion of the document, such as backstage.io/v1alpha1.")
    String getApiVersion();

    @Description("metadata.name")
    String getName();

    @Description("metadata.namespace; 'default' when the document names none.")
    String getNamespace();

    @Nullable
    @Description("metadata.title: the name for people.")
    String getTitle();

    @Nullable
    @Description("metadata.description")
    String getDescription();

    @Description("metadata.labels as a JSON object of strings.")
    JsonValue getLabels();

    @Description("metadata.annotations as a JSON object of strings.")
    JsonValue getAnnotations();

    @Description("metadata.tags")
    List<@NonNull String> getTags();

    @Description("metadata.links")
    List<@NonNull LinkNode> getLinks();

    @Description("spec as JSON, exactly as the catalog holds it.")
    JsonValue getSpec();

    @Description("metadata as JSON, with uid and etag.")
    JsonValue getMetadata();

    @Description("The whole entity as JSON, as Backstage's REST API shows it.")
    JsonValue getJson();

    @Description("What is wrong with the entity now; empty when nothing is.")
    List<@NonNull StatusNode> getStatus();

    @Description("Changes whenever the entity or one of its relations does.")
    String getEtag();

    @Description("Where the entity's declaration was read.")
    ProvenanceNode getProvenance();

    /// The node behind the interface.
    BaseNode base();
}
