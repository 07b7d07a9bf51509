package dev.portico.source.git;

import dev.portico.catalog.PlaceholderReader;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.scm.BrowseUrl;
import dev.portico.scm.FileTree.TreeFile;
import dev.portico.scm.GitTree;
import dev.portico.scm.RelativePath;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads the files that placeholders of one descriptor name, in the same version of the same
/// repository and nowhere else; remembers what was looked at.
final class SiteFiles implements PlaceholderReader {
    private final Site site;
    private final String path;
    private final ScanTools tools;
    private final Map<String, String> reads = new TreeMap<>();

    SiteFiles(Site site, String path, ScanTools tools) {
        this.site = site;
        this.path = path;
        this.tools = tools;
    }

    /// Content id of a file; empty text when there is none.
    static String id(Site site, String path) {
        return site.tree().find(path).map(TreeFile::id).orElse("");
    }

    Map<String, String> reads() {
        return reads;
    }

    @Override
    public byte[] read(String target) {
        String wanted = inSite(target);
        Optional<TreeFile> file = site.tree().find(wanted);
        reads.put(wanted, file.map(TreeFile::id).orElse(""));
        return site.tree()
                .read(
                        file.orElseThrow(
                                () ->
                                        new PorticoException(
                                                ErrorCode.NOT_FOUND,
                                                "There is no file "
                                                        + wanted
                                                        + " in the repository.")),
                        tools.maxFileSize());
    }

    private String inSite(String target) {
        if (!RelativePath.isAbsoluteUrl(target)) {
            return RelativePath.resolve(path, target)
                    .orElseThrow(
                            () ->
                                    new PorticoException(
                                            ErrorCode.FORBIDDEN,
                                            "The path "
                                                    + target
                                                    + " leads out of the repository."));
        }
        Optional<BrowseUrl> browse = tools.repositories().hosts().browse(target);
        GitTree git = site.git();
        if (browse.isPresent() && git != null) {
            Optional<String> same = SameRepository.path(git, browse.get());
            if (same.isPresent()) {
                return same.get();
            }
        }
        throw new PorticoException(
                ErrorCode.FORBIDDEN,
                "A placeholder reads files of its own repository and branch only, not "
                        + target
                        + ".");
    }
}
