package dev.portico.app;

import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Makes a link that signs in as admin: the way in that is always there for who has the host.
@Command(
        name = "admin-link",
        description = "Makes a link that signs its first visitor in as admin, within 15 minutes.")
final class AdminLinkCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Mixin private ServerOption server = new ServerOption();

    @Override
    public Integer call() {
        new Console(spec)
                .say(
                        server.server()
                                .graphql("mutation { createAdminLink { url } }", Map.of())
                                .object("createAdminLink")
                                .text("url")
                                .orElse(""));
        return 0;
    }
}
