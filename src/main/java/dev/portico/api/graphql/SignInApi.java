package dev.portico.api.graphql;

import dev.portico.access.CurrentViewer;
import dev.portico.access.SignIn;
import dev.portico.api.graphql.type.access.AdminLinkPayload;
import jakarta.inject.Singleton;
import java.time.ZoneOffset;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;

/// How browsers get in.
@GraphQLApi
@Singleton
public final class SignInApi {
    private final SignIn signIn;
    private final CurrentViewer current;

    SignInApi(SignIn signIn, CurrentViewer current) {
        this.signIn = signIn;
        this.current = current;
    }

    @Mutation
    @Description(
            "Makes a link that signs its first visitor in as admin, within 15 minutes. Admins alone may.")
    public AdminLinkPayload createAdminLink() {
        SignIn.Link link = signIn.createAdminLink(current.get());
        return new AdminLinkPayload(
                link.url().toString(), link.expiresAt().atOffset(ZoneOffset.UTC));
    }
}
