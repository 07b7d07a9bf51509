package dev.portico.source.git;

import dev.portico.scm.FileTree.TreeFile;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// A descriptor file that was found and is to be read.
///
/// @param origin location ref everything started from; null when the file itself is the start
/// @param parent ref of the Location entity that led to it
record Found(Place place, @Nullable String origin, @Nullable String parent) {
    /// Where a file is.
    sealed interface Place {
        String location();

        String type();
    }

    /// In a tree.
    record InTree(Site site, TreeFile file) implements Place {
        @Override
        public String location() {
            return site.location(file.path());
        }

        @Override
        public String type() {
            return site.type();
        }
    }

    /// On a web server.
    record OnWeb(URI url) implements Place {
        @Override
        public String location() {
            return url.toString();
        }

        @Override
        public String type() {
            return "url";
        }
    }

    String location() {
        return place.location();
    }

    String managedBy() {
        return place.type() + ":" + location();
    }

    String originOrSelf() {
        return origin == null ? managedBy() : origin;
    }
}
