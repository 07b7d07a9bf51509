package dev.portico.template.engine;

import dev.portico.platform.json.JsonObject;
import dev.portico.template.Made;
import dev.portico.template.Step;
import org.jspecify.annotations.Nullable;

/// Takes what an action says of the step it does.
final class RunSink implements StepContext.Sink {
    private final RunLog log;
    private final Journal journal;
    private final Vault vault;
    private final Place place;

    /// @param item index of the item of `each`; 0 without one
    record Place(Step step, Progress progress, int item) {}

    RunSink(RunLog log, Journal journal, Vault vault, Place place) {
        this.log = log;
        this.journal = journal;
        this.vault = vault;
        this.place = place;
    }

    @Override
    public void log(String message) {
        log.add(place.step(), null, message);
    }

    @Override
    public @Nullable JsonObject noted(String key) {
        return place.progress().noted(key(key));
    }

    @Override
    public void note(String key, JsonObject value) {
        place.progress().note(key(key), value);
        log.noted(place.progress());
    }

    private String key(String key) {
        return place.item() + "/" + key;
    }

    @Override
    public void made(Made made) {
        journal.made(new Made(made.type(), log.masked(made.ref()), url(made)));
    }

    private @Nullable String url(Made made) {
        return made.url() == null ? null : log.masked(made.url());
    }

    @Override
    public void hide(String secret) {
        vault.hide(secret);
    }

    @Override
    public void token(byte[] hash) {
        journal.token(place.progress().number, place.item(), hash);
    }
}
