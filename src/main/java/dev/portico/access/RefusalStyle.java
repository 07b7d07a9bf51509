package dev.portico.access;

import dev.portico.platform.PorticoException;
import java.net.URI;

/// How an edge tells that a request was refused before it got there. Each edge has one; the first
/// that covers a path is asked.
public interface RefusalStyle {
    boolean covers(String path);

    /// @param target path and query as they were sent
    Body body(PorticoException refusal, String method, URI target);

    /// What is answered.
    record Body(String contentType, byte[] content) {}
}
