package dev.portico.template.store;

/// How much a workspace may hold.
///
/// @param files files, folders and links together
/// @param bytes of all files together
record ArchiveLimits(int files, long bytes) {
    static final ArchiveLimits USUAL = new ArchiveLimits(50_000, 256_000_000);
}
