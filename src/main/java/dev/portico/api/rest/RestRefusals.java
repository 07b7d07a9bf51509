package dev.portico.api.rest;

import dev.portico.access.RefusalStyle;
import dev.portico.platform.PorticoException;
import dev.portico.platform.json.JsonValues;
import jakarta.annotation.Priority;
import jakarta.inject.Singleton;
import java.net.URI;

/// Refusals for all routes that no other edge has, as [FailureMapping] would write them.
@Singleton
@Priority(1)
final class RestRefusals implements RefusalStyle {
    @Override
    public boolean covers(String path) {
        return true;
    }

    @Override
    public Body body(PorticoException refusal, String method, URI target) {
        ErrorStyle style = ErrorStyle.of(target);
        return new Body(
                style.type(), JsonValues.toBytes(style.body(Failure.of(refusal), method, target)));
    }
}
