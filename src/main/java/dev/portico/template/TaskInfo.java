package dev.portico.template;

import dev.portico.model.EntityRef;
import dev.portico.platform.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What steps may know of the task they belong to.
///
/// @param template ref of the template; null in a dry run of one that is not registered
/// @param baseUrl address of the folder that relative addresses in the template start at, as
///     `https://git.example.com/acme/templates/src/branch/main/service/` or `file:///path/`; null
///     when there is none
/// @param commit commit the template was read at; null when it is not known
/// @param createdBy who runs it, as `user:default/ann`
/// @param userEntity the entity of that user; empty when there is none
public record TaskInfo(
        UUID id,
        @Nullable EntityRef template,
        @Nullable String baseUrl,
        @Nullable String commit,
        String createdBy,
        JsonObject parameters,
        JsonObject userEntity) {}
