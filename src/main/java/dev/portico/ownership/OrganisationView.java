package dev.portico.ownership;

import org.jspecify.annotations.Nullable;

/// The users and groups as they are now.
interface OrganisationView {
    /// Null until the catalog can be read.
    @Nullable Organisation current();

    /// Calls back after [#current()] became another.
    void onChange(Runnable listener);
}
