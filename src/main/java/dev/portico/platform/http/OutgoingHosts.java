package dev.portico.platform.http;

import java.util.Collection;

/// Names hosts that may be called. Every feature whose configuration names hosts has one such bean.
@FunctionalInterface
public interface OutgoingHosts {
    /// Entries as [OutgoingPolicy] takes them.
    Collection<String> allowed();
}
