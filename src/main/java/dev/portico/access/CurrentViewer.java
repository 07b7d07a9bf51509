package dev.portico.access;

/// Who sent the request that is being answered. Asked by the edges alone, which pass on what they
/// are told.
public interface CurrentViewer {
    /// Never fails: who brings nothing is [Viewer#ANONYMOUS]. A credential that is no good was
    /// refused with 401 before.
    Viewer get();
}
