package dev.portico.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/// The templates of this package, under `templates/web`.
@CheckedTemplate(basePath = "web")
final class Pages {
    private Pages() {}

    static native TemplateInstance start(StartView view);

    static native TemplateInstance source(SourceView view);

    static native TemplateInstance noSource(String name);
}
