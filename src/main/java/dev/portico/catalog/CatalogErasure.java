package dev.portico.catalog;

import dev.portico.access.Erasable;
import dev.portico.access.Erased;
import dev.portico.access.Erasure;
import dev.portico.catalog.store.ErasePerson;
import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Erases people from claims and from the past. What sources say now stays, since they would say
/// it again: that is told, with the file.
@Singleton
final class CatalogErasure implements Erasable {
    private static final Cause CAUSE = new Cause("claims", null, "erasure");

    private final ErasePerson store;
    private final CatalogWriter writer;

    CatalogErasure(ErasePerson store, CatalogWriter writer) {
        this.store = store;
        this.writer = writer;
    }

    @Override
    public Set<String> alsoKnownAs(EntityRef user) {
        Set<String> texts = new TreeSet<>();
        store.documents(user).forEach(document -> names(document, texts));
        return texts;
    }

    /// A display name of one word is left out: it would stand in other texts, too.
    private static void names(JsonObject document, Set<String> texts) {
        JsonObject metadata = document.object("metadata");
        JsonObject profile = document.object("spec").object("profile");
        profile.text("email").filter(text -> text.contains("@")).ifPresent(texts::add);
        profile.text("displayName").filter(text -> text.contains(" ")).ifPresent(texts::add);
        metadata.text("title").filter(text -> text.contains(" ")).ifPresent(texts::add);
        metadata.object("annotations")
                .fields()
                .forEach(
                        (key, value) -> {
                            if (value instanceof String text && key.endsWith("/user-login")) {
                                texts.add("@" + text);
                            } else if (value instanceof String text
                                    && text.matches("[^@\\s:/]+@[^@\\s:/]+")) {
                                texts.add(text);
                            }
                        });
    }

    @Override
    public Erased erase(Erasure person) {
        if (!person.dryRun()) {
            withdraw(person);
        }
        return store.run(person);
    }

    /// What people and jobs claimed to be this person's is so no more, and entities are merged
    /// without it.
    private void withdraw(Erasure person) {
        Map<List<Object>, ClaimDelta.Change> changes = new LinkedHashMap<>();
        for (ErasePerson.Saying claim : store.claimed(person)) {
            EntityRef ref = EntityRef.parse(claim.ref());
            changes.put(
                    List.of(ref, claim.field(), claim.source(), claim.origin()),
                    new ClaimDelta.Change(
                            ref,
                            claim.field(),
                            claim.source(),
                            claim.origin(),
                            List.of(),
                            null,
                            person.pseudonym(),
                            null));
        }
        List<ClaimDelta.Change> all = new ArrayList<>(changes.values());
        for (int from = 0; from < all.size(); from += Delta.MAX_ENTITIES) {
            int to = Math.min(from + Delta.MAX_ENTITIES, all.size());
            ClaimDelta.Result unused = writer.apply(ClaimDelta.of(CAUSE, all.subList(from, to)));
        }
    }
}
