package dev.portico.web;

import dev.portico.access.SignIn;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/// The templates of this package, under `templates/web`.
@CheckedTemplate(basePath = "web")
final class Pages {
    private Pages() {}

    static native TemplateInstance start(StartView view);

    static native TemplateInstance source(SourceView view);

    static native TemplateInstance noSource(String name);

    static native TemplateInstance signIn(List<SignIn.Provider> providers, String back);

    static native TemplateInstance noUser(NoUserView view);

    static native TemplateInstance adminLink(String secret);

    static native TemplateInstance noSignIn(String why);
}
