package dev.portico.catalog;

/// Reads descriptor files: YAML to declarations, rejections and further targets. Pure and safe for
/// many threads; used by sources and by `portico validate`.
public final class Descriptors {
    private final KindRegistry kinds;

    public Descriptors(KindRegistry kinds) {
        this.kinds = kinds;
    }

    /// Reads one file. Never throws for what stands in it: every trouble is in the rejections.
    public DescriptorContent read(DescriptorFile file, PlaceholderReader placeholders) {
        throw new UnsupportedOperationException(kinds.version());
    }
}
