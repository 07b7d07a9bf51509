package dev.portico.template.action.fetch;

import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;

/// How much one step may bring into the workspace.
///
/// @param files files, folders and links together
/// @param bytes of all files together
record FetchLimits(int files, long bytes) {
    static final FetchLimits USUAL = new FetchLimits(50_000, 256_000_000);

    /// TOO_LARGE when a skeleton has more files.
    void requireFiles(Skeleton skeleton, int count) {
        if (count > files) {
            throw new PorticoException(
                    ErrorCode.TOO_LARGE,
                    skeleton.name()
                            + " has more than "
                            + "%,d".formatted(files)
                            + " files and folders, the limit for one step.");
        }
    }

    /// TOO_LARGE when more bytes were written.
    void requireBytes(Skeleton skeleton, long written) {
        if (written > bytes) {
            throw new PorticoException(
                    ErrorCode.TOO_LARGE,
                    skeleton.name()
                            + " makes more than "
                            + bytes / 1_000_000
                            + " MB, the limit for one step.");
        }
    }
}
