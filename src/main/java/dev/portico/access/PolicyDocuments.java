package dev.portico.access;

import dev.portico.platform.json.JsonObject;
import java.util.Map;

/// The policy documents of the catalog. Answered from memory by the packages below, so that this
/// one need not know them.
public interface PolicyDocuments {
    /// Those that reads of the catalog reflect now; the last known ones while it can't be read.
    Current current();

    /// @param version another one when the documents are others
    /// @param documents by the ref of their entity, sorted
    record Current(long version, Map<String, JsonObject> documents) {}
}
