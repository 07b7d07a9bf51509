package dev.portico.api.graphql.type.access;

import io.smallrye.graphql.api.Nullable;
import java.util.List;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.Input;
import org.eclipse.microprofile.graphql.NonNull;

/// What a token is to be.
@Input("TokenInput")
@Description("A token that is to be made.")
public record TokenInput(
        @Description("What it is for, in up to 100 characters.") String name,
        @Nullable
                @Description(
                        "As whom it calls: service:deployer, or a user; when left out, who makes it.")
                String subject,
        @Nullable
                @Description(
                        "Permissions it is limited to, with * for all that begin so; when left out, it is not.")
                List<@NonNull String> scopes,
        @Nullable @DefaultValue("90") @Description("For how many days it is good, up to 3660.")
                Integer days) {}
