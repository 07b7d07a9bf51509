package dev.portico.template;

import dev.portico.catalog.SourceLedger;
import dev.portico.catalog.Statement;
import dev.portico.model.Entity;
import dev.portico.model.EntityRef;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonObject;
import dev.portico.query.CatalogQuery;
import dev.portico.query.IndexedEntity;
import dev.portico.source.SourceReport;
import dev.portico.source.Sources;
import dev.portico.template.form.Forms;
import dev.portico.template.form.TemplateReader;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Templates as the catalog has them.
@Singleton
final class CatalogTemplates implements Templates {
    private final CatalogQuery query;
    private final SourceLedger ledger;
    private final Sources sources;
    private final Forms forms = new Forms();

    CatalogTemplates(CatalogQuery query, SourceLedger ledger, Sources sources) {
        this.query = query;
        this.ledger = ledger;
        this.sources = sources;
    }

    @Override
    public TemplateDefinition require(EntityRef ref) {
        IndexedEntity found =
                query.find(ref)
                        .orElseThrow(
                                () ->
                                        new PorticoException(
                                                ErrorCode.NOT_FOUND,
                                                "There is no template " + ref + "."));
        return TemplateReader.read(found.entity(), found.ref(), commit(ref));
    }

    /// The commit that the template's repository was read at last. The one at which its own
    /// document last changed would not do: files beside it may be newer. The form can do without
    /// it while the database is away.
    private @Nullable String commit(EntityRef ref) {
        try {
            return ledger.statements(ref).stream()
                    .filter(Statement::primary)
                    .findFirst()
                    .map(this::commit)
                    .orElse(null);
        } catch (PorticoException e) {
            if (e.code() != ErrorCode.UNAVAILABLE) {
                throw e;
            }
            return null;
        }
    }

    private @Nullable String commit(Statement statement) {
        return sources.summary(statement.source())
                // a Location may lead to another repository than that of its source
                .filter(source -> statement.location().startsWith(source.info().url()))
                .map(SourceReport::revision)
                .orElse(statement.provenance().commit());
    }

    @Override
    public TemplateDefinition read(JsonObject entity) {
        return TemplateReader.read(new Entity(entity), null, null);
    }

    @Override
    public JsonObject complete(TemplateDefinition template, JsonObject values) {
        return forms.complete(template, values);
    }

    @Override
    public List<FormProblem> check(
            TemplateDefinition template, JsonObject values, JsonObject secrets) {
        return forms.check(template, values, secrets);
    }
}
