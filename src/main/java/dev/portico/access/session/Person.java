package dev.portico.access.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who signs in, as [dev.portico.access.store.SessionTable.NewSession] has it.
record Person(
        String subject,
        boolean admin,
        List<String> groups,
        String credential,
        @Nullable String provider,
        @Nullable String providerSubject,
        @Nullable String providerSession) {}
