package dev.portico.api.graphql;

import dev.portico.access.Gate;
import dev.portico.access.Permission;
import dev.portico.access.Privacy;
import dev.portico.api.graphql.type.access.ErasedPersonPayload;
import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;
import io.smallrye.graphql.api.Nullable;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;

/// Erases people. The audit is told the pseudonym alone.
@GraphQLApi
@Singleton
public final class PrivacyApi {
    private final Privacy privacy;
    private final Gate gate;

    PrivacyApi(Privacy privacy, Gate gate) {
        this.privacy = privacy;
        this.gate = gate;
    }

    @Mutation
    @Description(
            "Erases a person from history, claims, tasks, proposals, tokens and sessions; the audit keeps a pseudonym. What sources still say of them is answered.")
    public ErasedPersonPayload erasePerson(
            @Description("The User, as user:default/jane, who need not be there any more.")
                    String ref,
            @Nullable
                    @Description(
                            "Further texts they are known by, as earlier mail addresses; of five characters or more.")
                    List<@NonNull String> also,
            @DefaultValue("false") @Description("Only tells what would be erased.")
                    boolean dryRun) {
        gate.require(Permission.PERSON_ERASE);
        Privacy.Result result =
                privacy.erase(
                        new Privacy.Wanted(
                                EntityRef.parse(ref, "user", EntityRef.DEFAULT_NAMESPACE),
                                also == null ? List.of() : also,
                                dryRun));
        if (!dryRun) {
            gate.done(
                    Permission.PERSON_ERASE,
                    result.pseudonym(),
                    JsonObject.EMPTY
                            .with("rows", result.erased().rows())
                            .with("remaining", result.erased().remaining().size()));
        }
        return ErasedPersonPayload.from(result);
    }
}
