package dev.portico.source.git;

import dev.portico.catalog.DescriptorContent.Target;
import dev.portico.platform.ErrorCode;
import dev.portico.platform.PorticoException;
import dev.portico.scm.BrowseUrl;
import dev.portico.scm.FileTree.TreeFile;
import dev.portico.scm.PathGlobs;
import dev.portico.scm.RelativePath;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the files that a target means. What can't be found is a PorticoException: NOT_FOUND,
/// FORBIDDEN, INVALID_INPUT, or a retryable one when it can't be told now.
final class TargetResolver {
    private final ScanTools tools;
    private final Sites sites;

    TargetResolver(ScanTools tools, Sites sites) {
        this.tools = tools;
        this.sites = sites;
    }

    static String problemCode(PorticoException e) {
        return switch (e.code()) {
            case NOT_FOUND, GONE -> "target-missing";
            case FORBIDDEN -> "target-not-allowed";
            case INVALID_INPUT, TOO_LARGE, UNPROCESSABLE -> "target-invalid";
            default -> "target-unreachable";
        };
    }

    /// @param from the file that the target stands in; null when that is not known
    List<Found.Place> resolve(Target target, Found.@Nullable Place from) {
        String ownType = from == null ? "url" : from.type();
        String text = target.target().strip();
        boolean fileUrl = text.startsWith("file://");
        String type = fileUrl ? "file" : target.type();
        if (!type.equals(ownType) && !tools.allowedTypes().contains(type)) {
            throw new PorticoException(
                    ErrorCode.FORBIDDEN,
                    "The location type "
                            + type
                            + " is not allowed; allowed are "
                            + String.join(", ", tools.allowedTypes())
                            + " (portico.location.allowed-types).");
        }
        if (fileUrl) {
            return onDisk(text.substring("file://".length()), from);
        }
        if (RelativePath.isAbsoluteUrl(text)) {
            return onNetwork(text, from);
        }
        return switch (from) {
            case null -> onlyAbsolute(type, text);
            case Found.InTree at -> relative(type, text, at);
            case Found.OnWeb at -> List.of(new Found.OnWeb(join(at.url(), text)));
        };
    }

    private List<Found.Place> onlyAbsolute(String type, String text) {
        if (type.equals("file") && text.startsWith("/")) {
            return onDisk(text, null);
        }
        throw PorticoException.invalid(
                "The target " + text + " is no address; it would be like https://host/path.");
    }

    private List<Found.Place> relative(String type, String text, Found.InTree at) {
        Optional<String> path = RelativePath.resolve(at.file().path(), text);
        List<Found.Place> inTree = path.isEmpty() ? List.of() : inSite(at.site(), path.get());
        if (inTree.isEmpty() && type.equals("file") && text.startsWith("/")) {
            return onDisk(text, at);
        }
        if (path.isEmpty()) {
            throw new PorticoException(
                    ErrorCode.FORBIDDEN, "The target " + text + " leads out of the repository.");
        }
        return required(inTree, text);
    }

    private static List<Found.Place> inSite(Site site, String path) {
        List<TreeFile> files =
                PathGlobs.isGlob(path)
                        ? site.tree().list(PathGlobs.of(List.of(path)))
                        : site.tree().find(path).map(List::of).orElse(List.of());
        return files.stream().<Found.Place>map(file -> new Found.InTree(site, file)).toList();
    }

    private List<Found.Place> onNetwork(String url, Found.@Nullable Place from) {
        Optional<BrowseUrl> browse = tools.repositories().hosts().browse(url);
        if (browse.isEmpty()) {
            if (!url.startsWith("http://") && !url.startsWith("https://")) {
                throw PorticoException.invalid(
                        "The target " + url + " is not an http or https address.");
            }
            return List.of(new Found.OnWeb(join(URI.create("http://localhost"), url)));
        }
        if (from instanceof Found.InTree at && at.site().git() != null) {
            Optional<String> same = SameRepository.path(at.site().git(), browse.get());
            if (same.isPresent()) {
                return required(inSite(at.site(), same.get()), url);
            }
        }
        Sites.At at = sites.open(browse.get());
        return required(inSite(at.site(), at.path()), url);
    }

    private List<Found.Place> onDisk(String text, Found.@Nullable Place from) {
        Path path;
        try {
            path = Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new PorticoException(
                    ErrorCode.INVALID_INPUT, "The target " + text + " is no path.", e);
        }
        if (from instanceof Found.InTree at && at.site().folder() != null) {
            Path folder = at.site().folder();
            if (path.startsWith(folder)) {
                return required(inSite(at.site(), folder.relativize(path).toString()), text);
            }
        }
        if (!tools.allowedTypes().contains("file")) {
            throw new PorticoException(
                    ErrorCode.FORBIDDEN,
                    "The file "
                            + path
                            + " is outside of the repository and the location type file is not"
                            + " allowed (portico.location.allowed-types).");
        }
        Path folder = path;
        while (folder.getParent() != null
                && (folder.equals(path) || PathGlobs.isGlob(folder.toString()))) {
            folder = folder.getParent();
        }
        return required(inSite(sites.folder(folder), folder.relativize(path).toString()), text);
    }

    private static List<Found.Place> required(List<Found.Place> places, String target) {
        if (places.isEmpty()) {
            throw PorticoException.notFound(
                    PathGlobs.isGlob(target)
                            ? "No file matches the target " + target + "."
                            : "There is no file at the target " + target + ".");
        }
        return places;
    }

    private static URI join(URI base, String target) {
        try {
            return base.resolve(target.replace(" ", "%20"));
        } catch (IllegalArgumentException e) {
            throw new PorticoException(
                    ErrorCode.INVALID_INPUT, "The target " + target + " is no address.", e);
        }
    }
}
